import type { CountySnapshot } from '../../../../functions/publish/contract.ts';
import { snapshotPaths } from '../../../../functions/publish/pages.ts';

/** A public snapshot by its path; undefined where none is published. @throws TypeError where the network fails */
export async function openData<T>(path: string): Promise<T | undefined> {
  const response = await fetch(`/${path}`);
  return response.ok ? ((await response.json()) as T) : undefined;
}

/** A county's streets with their communities; undefined before it is published. Whoever works in one community may not read them through the API. */
export const publishedCounty = (county: string): Promise<CountySnapshot | undefined> =>
  openData<CountySnapshot>(snapshotPaths.county(county));

/** Names of a county's communities by code. */
export const communityNames = (county: CountySnapshot | undefined): ReadonlyMap<string, string> =>
  new Map(county?.streets.flatMap(({ communities }) => communities.map(({ code, name }) => [code, name])));
