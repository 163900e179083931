import * as z from 'zod';
import { exportRow } from '../../exports/contract.ts';
import { contract } from '../../http/route.ts';
import { FundId } from '../funds/contract.ts';

const ofFund = { path: '/funds/{fund}', params: z.object({ fund: FundId }), refusals: ['no-such-fund'] } as const;

export const fundExports = contract({
  exportEntries: exportRow('entries', {
    ...ofFund,
    who: 'ledger.read',
    summary: 'The entries of a fund, contributions among them, newest first.',
  }),
  exportApplications: exportRow('applications', {
    ...ofFund,
    who: 'applications.read',
    summary:
      'The applications to a fund with their course, newest first; `modifiedSince` looks at its steps, and a draft before its first counts as changed now.',
  }),
});
