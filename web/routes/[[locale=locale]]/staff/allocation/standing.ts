import type { Allocation, AllocationChange } from '../../../../../functions/grids/allocation/contract.ts';
import type { Unit } from '../../../../../functions/grids/units/contract.ts';
import type { Session } from '../session.ts';
import { loadUnits } from '../units/load.ts';
import { communityNames, publishedCounty } from '../open-data.ts';

/** Who answers for which grid now, and the decisions that made it so. */
export interface Standing {
  readonly pairs: Allocation['pairs'];
  readonly units: readonly Unit[];
  /** Names of communities by code. */
  readonly names: ReadonlyMap<string, string>;
  readonly changes: readonly AllocationChange[];
  /** Where older decisions go on. */
  readonly next: string | undefined;
}

/** The allocation in force; undefined before the first. @throws Problem where the API refuses */
export async function loadStanding(session: Session, county: string): Promise<Standing | undefined> {
  const params = { division: county };
  const published = await publishedOf(session, county);
  if (published === undefined) return undefined;
  const [{ body: allocation }, units, snapshot, decisions] = await Promise.all([
    session.grids.allocation({ params: { ...params, allocation: published } }),
    loadUnits(session, county),
    publishedCounty(county),
    session.grids.allocationChanges({ params, query: { limit: 20 } }),
  ]);
  return {
    pairs: allocation.pairs.toSorted((a, b) => (a.grid < b.grid ? -1 : a.grid > b.grid ? 1 : 0)),
    units,
    names: communityNames(snapshot),
    changes: decisions.body.items,
    next: decisions.body.next,
  };
}

/** Drafts may hide it behind the first page. */
async function publishedOf(session: Session, county: string): Promise<string | undefined> {
  let cursor: string | undefined;
  do {
    const { body } = await session.grids.allocations({
      params: { division: county },
      query: { limit: 100, ...(cursor && { cursor }) },
    });
    const found = body.items.find(({ state }) => state === 'published');
    if (found) return found.id;
    cursor = body.next;
  } while (cursor);
  return undefined;
}
