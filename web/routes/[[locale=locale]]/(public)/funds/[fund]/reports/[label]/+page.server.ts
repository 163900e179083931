import type { Statement } from '../../../../../../../../functions/fund/statements/statement.ts';
import type { FundSnapshot } from '../../../../../../../../functions/publish/contract.ts';
import { snapshotPaths } from '../../../../../../../../functions/publish/pages.ts';
import { read } from '../../../../../../../snapshots.ts';
import type { PageServerLoad } from './$types';

export const load = (async ({ params, platform }) => ({
  fund: await read<FundSnapshot>(platform, snapshotPaths.fund(params.fund)),
  label: params.label,
  statement: await read<Statement>(platform, snapshotPaths.fundReport(params.fund, params.label)),
})) satisfies PageServerLoad;
