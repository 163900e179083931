import type { LedgerPart } from '../../../../../../../functions/publish/fund/contract.ts';
import { snapshotPaths } from '../../../../../../../functions/publish/pages.ts';
import { read } from '../../../../../../snapshots.ts';
import type { PageServerLoad } from './$types';

export const load = (async ({ params, platform }) => ({
  part: await read<LedgerPart>(platform, snapshotPaths.fundLedgerPart(params.fund, 0)),
})) satisfies PageServerLoad;
