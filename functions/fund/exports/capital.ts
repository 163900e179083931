const DIGITS = '零壹贰叁肆伍陆柒捌玖';
const PLACES = ['', '拾', '佰', '仟'];
const GROUPS = ['', '万', '亿', '万亿'];

/**
 * An amount in the capital characters of receipts: 300005 fen is '叁仟元零伍分', 300000 '叁仟元整'.
 * @param fen a positive integer of at most 2^53
 * Source: 支付结算办法 (PBC 1997), annex 1: how the capital amount of bills is written.
 */
export function capitalYuan(fen: number): string {
  const yuan = Math.floor(fen / 100);
  const jiao = Math.floor(fen / 10) % 10;
  const odd = fen % 10;
  const whole = yuan === 0 ? '' : `${wholeYuan(yuan)}元`;
  if (jiao === 0 && odd === 0) return `${whole || '零元'}整`;
  const small = `${jiao === 0 ? (whole ? '零' : '') : `${DIGITS[jiao]}角`}${odd === 0 ? '' : `${DIGITS[odd]}分`}`;
  return `${whole}${small}${odd === 0 ? '整' : ''}`;
}

/** Groups of four digits; a gap of zeros between two digits is one 零. */
function wholeYuan(yuan: number): string {
  let out = '';
  let gap = false;
  for (let group = Math.floor(String(yuan).length / 4); group >= 0; group--) {
    const digits = Math.floor(yuan / 10 ** (4 * group)) % 10_000;
    for (let place = 3; place >= 0; place--) {
      const digit = Math.floor(digits / 10 ** place) % 10;
      if (digit === 0) {
        gap = out !== '';
        continue;
      }
      out += `${gap ? '零' : ''}${DIGITS[digit]}${PLACES[place]}`;
      gap = false;
    }
    if (digits > 0) out += GROUPS[group] ?? '';
  }
  return out;
}
