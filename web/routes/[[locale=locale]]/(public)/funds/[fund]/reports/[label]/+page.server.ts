import type { Statement } from '../../../../../../../../functions/fund/statements/statement.ts';
import type { ReportView } from '../../../../../../../../functions/publish/fund/contract.ts';
import { snapshotPaths } from '../../../../../../../../functions/publish/pages.ts';
import { read } from '../../../../../../../snapshots.ts';
import type { PageServerLoad } from './$types';

export const load = (async ({ params, platform }) => ({
  ...(await read<ReportView>(platform, snapshotPaths.fundReportView(params.fund, params.label))),
  statement: await read<Statement>(platform, snapshotPaths.fundReport(params.fund, params.label)),
})) satisfies PageServerLoad;
