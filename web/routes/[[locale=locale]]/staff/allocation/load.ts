import type { Allocation } from '../../../../../functions/grids/allocation/contract.ts';
import type { Unit } from '../../../../../functions/grids/units/contract.ts';
import type { CommunitySnapshot } from '../../../../../functions/publish/contract.ts';
import { snapshotPaths } from '../../../../../functions/publish/pages.ts';
import type { Session } from '../session.ts';
import { loadUnits } from '../units/load.ts';
import { openData } from '../open-data.ts';

/** An allocation with what it speaks of. */
export interface Loaded {
  readonly allocation: Allocation;
  readonly etag: string | undefined;
  readonly units: readonly Unit[];
  /** The communities with their grids in force, from the open data. */
  readonly communities: readonly CommunitySnapshot[];
  /** Whether publishing replaces an allocation in force. */
  readonly replaces: boolean;
}

export async function loadAllocation(session: Session, county: string, id: string): Promise<Loaded> {
  const params = { division: county, allocation: id };
  const [{ body: allocation, etag }, units, { body: list }] = await Promise.all([
    session.grids.allocation({ params }),
    loadUnits(session, county),
    session.grids.allocations({ params: { division: county }, query: { limit: 100 } }),
  ]);
  const communities = await Promise.all(
    allocation.communities.map((code) => openData<CommunitySnapshot>(snapshotPaths.community(code))),
  );
  return {
    allocation,
    etag,
    units,
    communities: communities.filter((community) => community !== undefined),
    replaces: list.items.some(({ state, id: other }) => state === 'published' && other !== id),
  };
}

/** The name of a grid that somebody reads: its community and serial. */
export type NameOf = (grid: string) => string;
