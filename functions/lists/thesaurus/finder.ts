import { ownConcepts } from '../matches/board.ts';
import type { DuplicateFinder } from '../matching/duplicates.ts';
import { finderOver } from '../matching/finder.ts';
import { thesaurusWith } from '../matching/usual.ts';
import type { Thesaurus } from './contract.ts';

/** Finds duplicates with a county's own wordings; compiled once for a version of its thesaurus. */
export function countyFinder(store: {
  inForce(county: string): Promise<Thesaurus>;
}): (county: string) => Promise<DuplicateFinder> {
  const kept = new Map<string, { readonly version: number; readonly finder: DuplicateFinder }>();
  return async (county) => {
    const own = await store.inForce(county);
    const known = kept.get(county);
    if (known?.version === own.version) return known.finder;
    const finder = finderOver(thesaurusWith(ownConcepts(own)));
    kept.set(county, { version: own.version, finder });
    return finder;
  };
}
