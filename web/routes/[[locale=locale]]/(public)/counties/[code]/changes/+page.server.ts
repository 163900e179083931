import type { ChangesSnapshot } from '../../../../../../../functions/publish/changes/contract.ts';
import { snapshotPaths } from '../../../../../../../functions/publish/pages.ts';
import { read } from '../../../../../../snapshots.ts';
import type { PageServerLoad } from './$types';

export const load = (async ({ params, platform }) => ({
  list: await read<ChangesSnapshot>(platform, snapshotPaths.changes(params.code, 'json')),
})) satisfies PageServerLoad;
