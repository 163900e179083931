import { snapshotPaths } from '../../../../../../../functions/publish/pages.ts';
import type { ProjectSnapshot } from '../../../../../../../functions/publish/resources/contract.ts';
import { read } from '../../../../../../snapshots.ts';
import type { PageServerLoad } from './$types';

export const load = (async ({ params, platform }) => ({
  project: await read<ProjectSnapshot>(platform, snapshotPaths.project(params.county, params.id)),
})) satisfies PageServerLoad;
