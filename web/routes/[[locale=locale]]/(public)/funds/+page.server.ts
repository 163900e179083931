import type { FundsSnapshot } from '../../../../../functions/publish/contract.ts';
import { snapshotPaths } from '../../../../../functions/publish/pages.ts';
import { read } from '../../../../snapshots.ts';
import type { PageServerLoad } from './$types';

export const load = (async ({ platform }) =>
  read<FundsSnapshot>(platform, snapshotPaths.funds)) satisfies PageServerLoad;
