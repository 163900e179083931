/** Words with what they mean: cheap to build, fast enough for short texts. */
export interface Words<V> {
  readonly meaning: Map<string, V>;
  /** first unit -> length of the longest word that starts with it */
  readonly longest: Map<number, number>;
}

export const noWords = <V>(): Words<V> => ({ meaning: new Map(), longest: new Map() });

export function addWord<V>(words: Words<V>, word: string, meaning: V): void {
  words.meaning.set(word, meaning);
  const first = word.charCodeAt(0);
  if ((words.longest.get(first) ?? 0) < word.length) words.longest.set(first, word.length);
}

/** Calls `found` for every word that starts anywhere in `text` (all overlaps), with its start and length in UTF-16 units. */
export function scan<V>(
  words: Words<V>,
  text: string,
  found: (meaning: V, start: number, length: number) => void,
): void {
  for (let start = 0; start < text.length; start++) {
    const most = longestAt(words, text, start);
    for (let length = 1; length <= most; length++) {
      const meaning = words.meaning.get(text.slice(start, start + length));
      if (meaning !== undefined) found(meaning, start, length);
    }
  }
}

/** Replaces, from left to right, the longest word that starts at each place by its meaning. */
export function replaceLongest(words: Words<string>, text: string): string {
  let out = '';
  let kept = 0;
  for (let start = 0; start < text.length;) {
    let length = longestAt(words, text, start);
    while (length > 0 && !words.meaning.has(text.slice(start, start + length))) length--;
    if (length) {
      out += text.slice(kept, start) + words.meaning.get(text.slice(start, start + length))!;
      kept = start + length;
    }
    start += length || 1;
  }
  return kept ? out + text.slice(kept) : text;
}

const longestAt = <V>({ longest }: Words<V>, text: string, start: number): number =>
  Math.min(longest.get(text.charCodeAt(start)) ?? 0, text.length - start);
