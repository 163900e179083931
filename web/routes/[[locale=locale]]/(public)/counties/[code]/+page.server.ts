import type { CountySnapshot } from '../../../../../../functions/publish/contract.ts';
import { snapshotPaths } from '../../../../../../functions/publish/pages.ts';
import { read } from '../../../../../snapshots.ts';
import type { PageServerLoad } from './$types';

export const load = (async ({ params, platform }) => ({
  county: await read<CountySnapshot>(platform, snapshotPaths.county(params.code)),
})) satisfies PageServerLoad;
