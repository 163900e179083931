const digits = new Map(
  Array.from('零一二三四五六七八九')
    .map((c, n) => [c, n])
    .concat([
      ['〇', 0],
      ['两', 2],
    ]) as [string, number][],
);

/**
 * The value of a number written in Chinese or Arabic digits below 10,000 ("十二" 12, "一百零三" 103, "四零二" 402, "12" 12).
 * @returns undefined when the text is no such number
 */
export function numberOf(text: string): number | undefined {
  if (/^\d{1,5}$/.test(text)) return Number(text);
  if (!/^[零〇一二两三四五六七八九十百千]+$/.test(text)) return undefined;
  if (!/[十百千]/.test(text)) return Number(Array.from(text, (c) => digits.get(c)).join(''));
  let total = 0;
  let digit = 0;
  for (const c of text) {
    const scale = c === '千' ? 1000 : c === '百' ? 100 : c === '十' ? 10 : 0;
    if (scale) {
      total += (digit || 1) * scale;
      digit = 0;
    } else digit = digits.get(c) ?? 0;
  }
  return total + digit;
}

/** Longest text that is read; intake refuses more (4,000 characters), other callers are cut. */
export const longestText = 4_000;

/** Compatibility forms unified, lower case, blanks between Chinese characters dropped, cut to the longest text that is read. */
export function plain(text: string, longest = longestText): string {
  if (isPlain(text, longest)) return text;
  return text
    .slice(0, longest)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\s+(?=[^a-z0-9])|(?<=[^a-z0-9])\s+/g, '');
}

function isPlain(text: string, longest: number): boolean {
  for (let i = 0; i < text.length; i++) if (!isHan(text.charCodeAt(i))) return false;
  return text.length <= longest;
}

const isHan = (unit: number): boolean => unit >= 0x3400 && unit <= 0x9fff;

/** Latin words are numbered below every pair. */
function wordNumber(word: string): number {
  let hash = 1;
  for (let i = 0; i < word.length; i++) hash = (Math.imul(hash, 31) + word.charCodeAt(i)) & 0x1fffffff;
  return -1 - hash;
}

/**
 * Calls `found` with a number for each pair of neighbouring Chinese characters and each Latin word of two letters or more; no pair reaches
 * over punctuation. Numbers are cheaper keys than pieces of text.
 */
export function eachPair(text: string, found: (pair: number) => void): void {
  let before = 0;
  let latin = false;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    const han = isHan(unit);
    if (han && before) found((before - 0x3400) * 0x6c00 + unit - 0x3400);
    before = han ? unit : 0;
    latin ||= unit >= 97 && unit <= 122;
  }
  if (latin) for (const [word] of text.matchAll(/[a-z]{2,}/g)) found(wordNumber(word));
}

/** The distinct pairs of a text. */
export function pairsOf(text: string): Set<number> {
  const pairs = new Set<number>();
  eachPair(text, (pair) => pairs.add(pair));
  return pairs;
}
