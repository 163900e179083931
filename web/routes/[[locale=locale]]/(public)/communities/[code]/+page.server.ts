import { fundIdOf } from '../../../../../../functions/fund/funds/id.ts';
import type { CommunitySnapshot, FundSnapshot } from '../../../../../../functions/publish/contract.ts';
import type { CompoundsSnapshot } from '../../../../../../functions/publish/compounds/contract.ts';
import { snapshotPaths } from '../../../../../../functions/publish/pages.ts';
import { read } from '../../../../../snapshots.ts';
import type { PageServerLoad } from './$types';

export const load = (async ({ params, platform }) => ({
  community: await read<CommunitySnapshot>(platform, snapshotPaths.community(params.code)),
  fund: await fundOf(platform, params.code),
  compounds: await compoundsOf(platform, params.code),
})) satisfies PageServerLoad;

/** The community's fund by name, where it has one: its money stands on its own page alone. */
async function fundOf(platform: Readonly<App.Platform> | undefined, code: string) {
  const fund = (await platform?.snapshot(snapshotPaths.fund(fundIdOf(code)))) as FundSnapshot | undefined;
  return fund && { id: fund.id, name: fund.name };
}

/** Its compounds by name, with how much stands of each: the rest is on a page of its own. */
async function compoundsOf(platform: Readonly<App.Platform> | undefined, code: string) {
  const found = (await platform?.snapshot(snapshotPaths.compounds(code))) as CompoundsSnapshot | undefined;
  return (found?.compounds ?? []).map(({ id, name, duties, renovations }) => ({
    ...{ id, name, renovations: renovations.length },
    duties: duties.filter(({ to }) => to === undefined).length,
  }));
}
