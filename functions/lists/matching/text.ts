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
export function plain(text: string): string {
  if (isPlain(text)) return text;
  return text
    .slice(0, longestText)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\s+(?=[^a-z0-9])|(?<=[^a-z0-9])\s+/g, '');
}

function isPlain(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (!isHan(text.charCodeAt(i))) return false;
  return text.length <= longestText;
}

const isHan = (unit: number): boolean => unit >= 0x3400 && unit <= 0x9fff;

/** Calls `found` for each pair of neighbouring Chinese characters and each Latin word of two letters or more; no pair reaches over punctuation. */
export function eachPair(text: string, found: (pair: string) => void): void {
  for (let i = 0; i + 1 < text.length; i++)
    if (isHan(text.charCodeAt(i)) && isHan(text.charCodeAt(i + 1))) found(text.slice(i, i + 2));
  if (/[a-z]{2}/.test(text)) for (const [word] of text.matchAll(/[a-z]{2,}/g)) found(word);
}

/** The distinct pairs of a text. */
export function pairsOf(text: string): Set<string> {
  const pairs = new Set<string>();
  eachPair(text, (pair) => pairs.add(pair));
  return pairs;
}
