import type { County } from '../../grids/divisions/contract.ts';
import type { Units } from '../contract.ts';
import { atom } from '../feeds/atom.ts';
import { pagePaths, snapshotPaths } from '../pages.ts';
import type { ChangesSnapshot } from './contract.ts';

/**
 * The decisions that gave a grid of the county to another unit, newest first, each with its community's name.
 * @param standing codes of the grids of all plans in force
 * @param units the allocation in force with its changes; undefined before the first
 */
export function changesSnapshot(
  { code, name, streets }: County,
  standing: ReadonlySet<string>,
  units: Units | undefined,
): ChangesSnapshot {
  const names = new Map(
    streets.flatMap(({ communities }) => communities.map((community) => [community.code, community.name])),
  );
  return {
    county: { code, name },
    changes: (units?.changes ?? []).map((change) => {
      const community = change.grid.slice(0, 12);
      return {
        ...change,
        community: { code: community, name: names.get(community) ?? community },
        standing: standing.has(change.grid),
      };
    }),
  };
}

/** The same as a feed; each entry leads to the grid, or to the county's list where the grid is no more. */
export const changesAtom = ({ county, changes }: ChangesSnapshot): string =>
  atom({
    name: `changes:${county.code}`,
    title: `${county.name}责任单位变更`,
    home: pagePaths.changes(county.code),
    self: `/${snapshotPaths.changes(county.code, 'atom')}`,
    entries: changes.map(({ grid, community, from, to, day, reason, at, standing }) => ({
      id: `change:${grid}:${at}`,
      title: `${community.name}第 ${Number(grid.slice(12))} 网格：${from} → ${to}`,
      link: standing ? pagePaths.grid(grid) : pagePaths.changes(county.code),
      summary: `${day} ${reason}`,
      at,
    })),
  });
