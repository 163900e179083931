import type { CountiesSnapshot } from '../../../../functions/publish/contract.ts';
import { snapshotPaths } from '../../../../functions/publish/pages.ts';
import { read } from '../../../snapshots.ts';
import type { PageServerLoad } from './$types';

export const load = (async ({ platform }) =>
  read<CountiesSnapshot>(platform, snapshotPaths.counties)) satisfies PageServerLoad;
