import { applicationMessages } from './applications/messages.ts';
import { ledgerMessages } from './ledger/messages.ts';

/** [status, title, detail] in Chinese and English. */
export type Told = readonly [status: number, zh: string, en: string, zhDetail: string, enDetail: string];

/** The sentences of the fund's refusals. */
export const fundMessages = { ...ledgerMessages, ...applicationMessages };
