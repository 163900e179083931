/**
 * Words numbered in the order in which they were added, found by an open-addressed table over their letters: no piece of text is made to look
 * one up.
 */
export interface Words {
  /** all words, one unit between two */
  readonly text: string;
  /** word -> where it stands in `text`; one more tells the end of the last */
  readonly start: Int32Array;
  /** place -> word + 1, more places than words */
  readonly table: Int32Array;
  /** first unit, folded -> length of the longest word that starts so */
  readonly longest: Uint8Array;
  /** first two units, folded -> 1 where a word of two or more starts so, a bit each */
  readonly begins: Uint8Array;
}

const folded = 0x1fff;
const longestWord = 255;

/** Words on the way: those of `source` that `addWord` is shown. */
export interface Growing {
  readonly source: string;
  readonly start: number[];
  readonly end: number[];
  readonly table: Int32Array;
}

/** A text's words, none yet; in `source` at least one unit stands between two. */
export const noWords = (source: string): Growing => ({
  ...{ source, start: [], end: [] },
  table: new Int32Array(2 ** Math.ceil(Math.log2(source.length / 2 + 2))),
});

/** Numbers the word that stands in the source from `from` to before `to`; a word that is known keeps its number. */
export function addWord({ source, start, end, table }: Growing, from: number, to: number): number {
  let hash = 0;
  for (let i = from; i < to; i++) hash = mixed(hash, source.charCodeAt(i));
  let place = placeOf(hash, table);
  for (let known = table[place]!; known; known = table[place]!) {
    if (end[known - 1]! - start[known - 1]! === to - from && stands(source, start[known - 1]!, source, from, to))
      return known - 1;
    place = (place + 1) & (table.length - 1);
  }
  table[place] = start.length + 1;
  start.push(from);
  return end.push(to) - 1;
}

/** The words that were added, their letters side by side. */
export function grown({ source, start, end, table }: Growing): Words {
  const longest = new Uint8Array(folded + 1);
  const begins = new Uint8Array(0x10000 >> 3);
  const starts = new Int32Array(start.length + 1);
  const words = start.map((from, word) => {
    const length = end[word]! - from;
    const first = source.charCodeAt(from) & folded;
    if (longest[first]! < length) longest[first] = Math.min(length, longestWord);
    starts[word + 1] = starts[word]! + length + 1;
    const two = beginning(source, from);
    if (length > 1) begins[two >> 3]! |= 1 << (two & 7);
    return source.slice(from, end[word]);
  });
  return { text: words.join('\0'), start: starts, table, longest, begins };
}

/** The words of a list, each numbered by its place. */
export function wordsOf(list: readonly string[]): Words {
  const words = noWords(list.join('\0'));
  let start = 0;
  for (const word of list) {
    addWord(words, start, start + word.length);
    start += word.length + 1;
  }
  return grown(words);
}

export const wordAt = ({ text, start }: Words, word: number): string => text.slice(start[word], start[word + 1]! - 1);

const mixed = (hash: number, unit: number): number => Math.imul(hash ^ unit, 0x01000193);

const placeOf = (hash: number, table: Int32Array): number => (hash ^ (hash >>> 15)) & (table.length - 1);

/** Whether the same letters stand in `one` from `at` and in `other` from `from` to before `to`. */
function stands(one: string, at: number, other: string, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (one.charCodeAt(at + i - from) !== other.charCodeAt(i)) return false;
  return true;
}

/** The word with this hash that is a piece of a text, or -1. */
function wordIn({ text, start, table }: Words, hash: number, other: string, from: number, to: number): number {
  let place = placeOf(hash, table);
  for (let known = table[place]!; known; known = table[place]!) {
    const at = start[known - 1]!;
    if (start[known]! - 1 - at === to - from && stands(text, at, other, from, to)) return known - 1;
    place = (place + 1) & (table.length - 1);
  }
  return -1;
}

const beginning = (text: string, at: number): number => {
  const hash = mixed(mixed(0, text.charCodeAt(at)), text.charCodeAt(at + 1));
  return (hash ^ (hash >>> 15)) & 0xffff;
};

/** Where the longest word that may start at a place of a text would end. */
function endAt({ longest, begins }: Words, text: string, start: number): number {
  const most = Math.min(text.length, start + longest[text.charCodeAt(start) & folded]!);
  if (most <= start + 1) return most;
  const two = beginning(text, start);
  return begins[two >> 3]! & (1 << (two & 7)) ? most : start + 1;
}

/** Calls `found` for every word that starts anywhere in `text` (all overlaps), with its start and length in UTF-16 units. */
export function scan(words: Words, text: string, found: (word: number, start: number, length: number) => void): void {
  for (let start = 0; start < text.length; start++) {
    const most = endAt(words, text, start);
    for (let end = start, hash = 0; end < most;) {
      hash = mixed(hash, text.charCodeAt(end++));
      const known = wordIn(words, hash, text, start, end);
      if (known >= 0) found(known, start, end - start);
    }
  }
}

/** Replaces, from left to right, the longest word that starts at each place by its meaning. */
export function replaceLongest(words: Words, meaning: readonly string[], text: string): string {
  let out = '';
  let kept = 0;
  for (let start = 0; start < text.length;) {
    const most = endAt(words, text, start);
    let [longest, after] = [-1, start + 1];
    for (let end = start, hash = 0; end < most;) {
      hash = mixed(hash, text.charCodeAt(end++));
      const known = wordIn(words, hash, text, start, end);
      if (known >= 0) [longest, after] = [known, end];
    }
    if (longest >= 0) {
      out += text.slice(kept, start) + meaning[longest]!;
      kept = after;
    }
    start = after;
  }
  return kept ? out + text.slice(kept) : text;
}
