import { applicationMessages } from './applications/messages.ts';
import { ledgerMessages } from './ledger/messages.ts';

/** The sentences of the fund's refusals. */
export const fundMessages = { ...ledgerMessages, ...applicationMessages };
