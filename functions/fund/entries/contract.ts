import * as z from 'zod';
import { exportRow } from '../../exports/contract.ts';
import { contract } from '../../http/route.ts';
import { FundId } from '../funds/contract.ts';

export const entries = contract({
  exportEntries: exportRow('entries', {
    path: '/funds/{fund}',
    params: z.object({ fund: FundId }),
    refusals: ['no-such-fund'],
    who: 'ledger.read',
    summary: 'The entries of a fund, contributions among them, newest first.',
  }),
});
