import type { DemandsSnapshot } from '../../../../../../../functions/publish/demands/contract.ts';
import { snapshotPaths } from '../../../../../../../functions/publish/pages.ts';
import { read } from '../../../../../../snapshots.ts';
import type { PageServerLoad } from './$types';

export const load = (async ({ params, platform }) => ({
  list: await read<DemandsSnapshot>(platform, snapshotPaths.demands(params.code)),
})) satisfies PageServerLoad;
