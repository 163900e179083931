import type { EntryView } from '../../../../../../../../functions/publish/fund/contract.ts';
import { snapshotPaths } from '../../../../../../../../functions/publish/pages.ts';
import { read } from '../../../../../../../snapshots.ts';
import type { PageServerLoad } from './$types';

export const load = (async ({ params, platform }) => ({
  entry: await read<EntryView>(platform, snapshotPaths.fundEntry(params.fund, Number(params.seq))),
})) satisfies PageServerLoad;
