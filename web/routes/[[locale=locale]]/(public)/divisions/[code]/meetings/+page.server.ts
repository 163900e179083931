import type { MeetingsSnapshot } from '../../../../../../../functions/publish/meetings/contract.ts';
import { snapshotPaths } from '../../../../../../../functions/publish/pages.ts';
import { read } from '../../../../../../snapshots.ts';
import type { PageServerLoad } from './$types';

export const load = (async ({ params, platform }) => ({
  view: await read<MeetingsSnapshot>(platform, snapshotPaths.divisionMeetings(params.code)),
})) satisfies PageServerLoad;
