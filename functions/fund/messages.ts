import { applicationMessages } from './applications/messages.ts';
import { findingMessages } from './findings/messages.ts';
import { ledgerMessages } from './ledger/messages.ts';
import { pledgeMessages } from './pledges/messages.ts';

/** The sentences of the fund's refusals. */
export const fundMessages = { ...ledgerMessages, ...applicationMessages, ...pledgeMessages, ...findingMessages };
