import type { CommunitySnapshot } from '../../../../../../../functions/publish/contract.ts';
import { snapshotPaths } from '../../../../../../../functions/publish/pages.ts';
import { read } from '../../../../../../snapshots.ts';
import type { PageServerLoad } from './$types';

export const load = (async ({ params, platform }) => ({
  community: await read<CommunitySnapshot>(platform, snapshotPaths.community(params.code)),
})) satisfies PageServerLoad;
