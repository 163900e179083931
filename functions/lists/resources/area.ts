import type { County } from '../../grids/divisions/contract.ts';

/** The name of a county, street or community; undefined where the county has none such. */
export function nameOf(county: County, code: string): string | undefined {
  if (code === county.code) return county.name;
  const street = county.streets.find((each) => each.code === code.slice(0, 9));
  if (code.length === 9) return street?.name;
  return street?.communities.find((community) => community.code === code)?.name;
}

/** Do these areas reach into the division? A street serves its communities, and a community's resource is one of its street's. */
export const reaches = (serves: readonly string[], division: string): boolean =>
  serves.some((code) => division.startsWith(code) || code.startsWith(division));

/** Does one of these areas hold the whole community? */
export const servesAll = (serves: readonly string[], community: string): boolean =>
  serves.some((code) => community.startsWith(code));

/** The names of the communities that these areas hold; none when they hold the whole county. */
export function communitiesServed(county: County, serves: readonly string[]): string[] {
  if (serves.includes(county.code)) return [];
  return county.streets
    .flatMap(({ communities }) => communities)
    .filter(({ code }) => servesAll(serves, code))
    .map(({ name }) => name);
}
