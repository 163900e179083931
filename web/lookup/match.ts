import type { LookupSnapshot } from '../../functions/publish/contract.ts';

export type Found =
  | { readonly kind: 'grid'; readonly code: string; readonly community: string; readonly places: readonly string[] }
  | { readonly kind: 'community'; readonly code: string; readonly community: string; readonly grids: number };

export interface Matches {
  readonly found: readonly Found[];
  /** There are more than `found` shows. */
  readonly more: boolean;
}

/** Case, width and spaces make no difference: 'Ａ栋 3' is 'a栋3'. */
const plain = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s+/gu, '');

/**
 * Answers a place name, a community's name or a code with grids and communities.
 * Every word of the query must occur in '{community}{place}'; names that begin with it come first, shorter before longer.
 * Places of one grid are one answer.
 */
export function match(query: string, lookup: LookupSnapshot, limit = 8): Matches {
  const terms = query
    .split(/[\s,，、]+/u)
    .map(plain)
    .filter((term) => term !== '');
  if (terms.length === 0) return { found: [], more: false };
  const digits = terms.join('');
  if (/^\d{12,15}$/.test(digits)) return byCode(digits, lookup, limit);

  const communities = new Map(lookup.communities.map((community) => [community.code, community.name]));
  const whole = terms.join('');
  const ranked: { rank: number; length: number; found: Found }[] = [];
  for (const { code, name, grids } of lookup.communities) {
    const text = plain(name);
    if (terms.every((term) => text.includes(term)))
      ranked.push({
        rank: rankOf(text, whole) - 0.5,
        length: 0,
        found: { kind: 'community', code, community: name, grids },
      });
  }
  const grids = new Map<string, { rank: number; length: number; places: string[] }>();
  for (const [place, code] of lookup.places) {
    const text = plain(place);
    const around = plain(communities.get(code.slice(0, 12)) ?? '') + text;
    if (!terms.every((term) => around.includes(term)) || !terms.some((term) => text.includes(term))) continue;
    const rank = rankOf(text, whole);
    const known = grids.get(code);
    if (!known) grids.set(code, { rank, length: text.length, places: [place] });
    else if (rank < known.rank || (rank === known.rank && text.length < known.length)) {
      [known.rank, known.length] = [rank, text.length];
      known.places.unshift(place);
    } else known.places.push(place);
  }
  for (const [code, { rank, length, places }] of grids)
    ranked.push({
      rank,
      length,
      found: { kind: 'grid', code, community: communities.get(code.slice(0, 12)) ?? '', places },
    });
  ranked.sort((a, b) => a.rank - b.rank || a.length - b.length || (a.found.code < b.found.code ? -1 : 1));
  return { found: ranked.slice(0, limit).map(({ found }) => found), more: ranked.length > limit };
}

function rankOf(text: string, whole: string): number {
  if (text === whole) return 0;
  return text.startsWith(whole) ? 1 : 2;
}

function byCode(digits: string, lookup: LookupSnapshot, limit: number): Matches {
  const community = lookup.communities.find(({ code }) => digits.startsWith(code));
  if (!community) return { found: [], more: false };
  const codes = Array.from({ length: community.grids }, (_, i) => community.code + String(i + 1).padStart(3, '0'));
  const grids = codes.filter((code) => code.startsWith(digits) && digits.length > 12);
  const found: Found[] = grids.map((code) => ({
    kind: 'grid',
    code,
    community: community.name,
    places: lookup.places.filter(([, grid]) => grid === code).map(([place]) => place),
  }));
  if (digits.length === 12)
    found.push({ kind: 'community', code: community.code, community: community.name, grids: community.grids });
  return { found: found.slice(0, limit), more: found.length > limit };
}
