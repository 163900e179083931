/** Words with what they mean, and the length of the longest in UTF-16 units: cheap to build, fast enough for short texts. */
export interface Words<V> {
  readonly meaning: Map<string, V>;
  longest: number;
}

export const noWords = <V>(): Words<V> => ({ meaning: new Map(), longest: 0 });

export function addWord<V>(words: Words<V>, word: string, meaning: V): void {
  words.meaning.set(word, meaning);
  words.longest = Math.max(words.longest, word.length);
}

/** Calls `found` for every word that starts anywhere in `text` (all overlaps), with its start and length in UTF-16 units. */
export function scan<V>(words: Words<V>, text: string, found: (meaning: V, start: number, length: number) => void): void {
  for (let start = 0; start < text.length; start++) {
    const most = Math.min(words.longest, text.length - start);
    for (let length = 1; length <= most; length++) {
      const meaning = words.meaning.get(text.slice(start, start + length));
      if (meaning !== undefined) found(meaning, start, length);
    }
  }
}

/** Replaces, from left to right, the longest word that starts at each place by its meaning. */
export function replaceLongest(words: Words<string>, text: string): string {
  let out = '';
  for (let start = 0; start < text.length;) {
    let length = Math.min(words.longest, text.length - start);
    while (length > 0 && !words.meaning.has(text.slice(start, start + length))) length--;
    out += length ? words.meaning.get(text.slice(start, start + length))! : text[start]!;
    start += length || 1;
  }
  return out;
}
