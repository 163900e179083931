import type { GridSnapshot } from '../../../../../../functions/publish/contract.ts';
import { snapshotPaths } from '../../../../../../functions/publish/pages.ts';
import { read } from '../../../../../snapshots.ts';
import type { PageServerLoad } from './$types';

export const load = (async ({ params, platform }) => ({
  view: await read<GridSnapshot>(platform, snapshotPaths.grid(params.code)),
})) satisfies PageServerLoad;
