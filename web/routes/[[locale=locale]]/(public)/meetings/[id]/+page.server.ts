import type { MeetingSnapshot } from '../../../../../../functions/publish/meetings/contract.ts';
import { snapshotPaths } from '../../../../../../functions/publish/pages.ts';
import { read } from '../../../../../snapshots.ts';
import type { PageServerLoad } from './$types';

export const load = (async ({ params, platform }) => ({
  view: await read<MeetingSnapshot>(platform, snapshotPaths.meeting(params.id)),
})) satisfies PageServerLoad;
