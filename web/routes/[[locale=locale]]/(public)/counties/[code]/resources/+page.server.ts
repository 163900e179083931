import { snapshotPaths } from '../../../../../../../functions/publish/pages.ts';
import type { ResourcesSnapshot } from '../../../../../../../functions/publish/resources/contract.ts';
import { read } from '../../../../../../snapshots.ts';
import type { PageServerLoad } from './$types';

export const load = (async ({ params, platform }) => ({
  list: await read<ResourcesSnapshot>(platform, snapshotPaths.resources(params.code)),
})) satisfies PageServerLoad;
