import { snapshotPaths } from '../../../../../../../functions/publish/pages.ts';
import type { ProjectsSnapshot } from '../../../../../../../functions/publish/resources/contract.ts';
import { read } from '../../../../../../snapshots.ts';
import type { PageServerLoad } from './$types';

export const load = (async ({ params, platform }) => ({
  list: await read<ProjectsSnapshot>(platform, snapshotPaths.projects(params.code)),
})) satisfies PageServerLoad;
