import type { ApplicationSnapshot } from '../../../../../../../../functions/publish/fund/contract.ts';
import { snapshotPaths } from '../../../../../../../../functions/publish/pages.ts';
import { read } from '../../../../../../../snapshots.ts';
import type { PageServerLoad } from './$types';

export const load = (async ({ params, platform }) => ({
  application: await read<ApplicationSnapshot>(
    platform,
    snapshotPaths.fundApplication(params.fund, params.application),
  ),
})) satisfies PageServerLoad;
