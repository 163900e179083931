const DIGITS = '零一二三四五六七八九';
const NUMERAL = '[零〇一二两三四五六七八九十百]+';

/**
 * A building's name or an address in one spelling, so that equal places compare equal: full-width characters become narrow, spaces
 * and punctuation go, letters are lower case, 幢 / 座 / 号楼 / # / #楼 become 栋, and numbers before 栋, 单元, 号, 期, 区, 组 are Arabic
 * without leading zeros ("农发小区 第十二号楼", "农发小区１２＃" and "农发小区012幢" are one).
 */
export function placeName(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s·.,,、。;:'"“”‘’()[\]【】_~]/g, '')
    .replace(/[-–—]+/g, '-')
    .replace(new RegExp(`第?(${NUMERAL})(?=号楼|[栋幢座#号期区组]|单元)`, 'g'), (_, numeral: string) => arabic(numeral))
    .replace(/第(?=\d+(号楼|[栋幢座#号期区组]|单元))/g, '')
    .replace(/(?<!\d)0+(?=\d+(号楼|[栋幢座#号期区组]|单元))/g, '')
    .replace(/(?<=[\da-z])(号楼|#楼?|幢|座|栋)/g, '栋');
}

/** 十二 -> 12, 一百零五 -> 105, 二〇三 -> 203. */
function arabic(numeral: string): string {
  const of = (sign: string): number => (sign === '〇' ? 0 : sign === '两' ? 2 : DIGITS.indexOf(sign));
  if (!/[十百]/.test(numeral)) return Array.from(numeral, of).join('');
  let whole = 0;
  let digit = 0;
  let open = false;
  for (const sign of numeral) {
    if (sign === '十' || sign === '百') {
      whole += (open ? digit : 1) * (sign === '十' ? 10 : 100);
      [digit, open] = [0, false];
    } else [digit, open] = [of(sign), of(sign) > 0];
  }
  return String(whole + digit);
}
