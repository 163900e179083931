import * as z from 'zod';
import { ApplicationDraft, ApplicationStatus } from '../../fund/applications/contract.ts';
import { EvidenceDraft } from '../../fund/resolution/contract.ts';
import type { FindingRow } from '../../fund/findings/contract.ts';
import { FundId } from '../../fund/funds/contract.ts';
import { Day } from '../../calendar/contract.ts';
import { Hash, Instant, Pseudonym, Purpose, Source, Voucher } from '../../fund/ledger/contract.ts';
import { Name } from '../../grids/divisions/contract.ts';
import type { FundSnapshot } from '../contract.ts';

/** What the pages of one fund show beside its overview; the two that are files are open data. */

/** One line of the ledger for readers: what an entry did to the fund's money, and whom it is about in public terms. */
export const LedgerLine = z.object({
  seq: z.int(),
  id: Pseudonym,
  day: Day,
  valueDay: Day.optional(),
  kind: z.string(),
  source: Source.optional(),
  amount: z.int().describe('what it moved, fen'),
  change: z.int().describe("by how much the fund's money grew or shrank, fen; 0 for what moves within it"),
  about: z.string().optional().describe('title of the application, or a name that may be published'),
  contributor: Pseudonym.optional(),
  application: Pseudonym.optional(),
  purpose: Purpose.optional(),
  voucher: Voucher.optional(),
  undone: z.literal(true).optional().describe('a later entry undid it'),
  hash: Hash,
});
export type LedgerLine = z.output<typeof LedgerLine>;

const FundName = z.object({ id: FundId, name: Name });

/** /data/funds/{id}/ledger.json: what the ledger page filters; oldest first. */
export const LedgerSnapshot = z.object({ fund: FundName, lines: z.array(LedgerLine) });
export type LedgerSnapshot = z.output<typeof LedgerSnapshot>;

/** Some lines of the ledger on one page: `part` counts hundreds from the first entry, 0 for the newest. */
export interface LedgerPart {
  readonly fund: z.output<typeof FundName>;
  readonly part: number;
  readonly parts: number;
  readonly total: number;
  readonly lines: readonly LedgerLine[];
}

/** The page of one statement, beside the statement itself. */
export interface ReportView {
  readonly fund: z.output<typeof FundName>;
  readonly report: FundSnapshot['reports'][number];
}

/** An entry that another one is about. */
export interface Related {
  readonly seq: number;
  readonly kind: string;
}

/** The page of one entry. */
export interface EntryView {
  readonly fund: z.output<typeof FundName>;
  readonly line: LedgerLine;
  readonly at: string;
  readonly by: string;
  readonly confirmedBy?: string;
  readonly reason?: string;
  readonly expiresOn?: string;
  readonly through?: string;
  readonly legs: readonly { readonly account: string; readonly amount: number }[];
  readonly previous: string;
  /** The text that was hashed after `previous`. */
  readonly canonical: string;
  /** What it undoes, returns or moves. */
  readonly target?: Related;
  readonly undoneBy?: Related;
  /** What auditors marked here: since when, and how it stands. */
  readonly findings: readonly FindingRow[];
  readonly last: boolean;
}

const Count = EvidenceDraft.shape.all;

/** /data/funds/{id}/applications/{application}.json: everything public of an application. */
export const ApplicationSnapshot = ApplicationStatus.extend({
  fundName: Name,
  need: z.string(),
  ...ApplicationDraft.pick({ threeNo: true, quotes: true, budget: true, raising: true, compoundName: true }).shape,
  compoundListed: z.literal(true).optional().describe('the register of its community has the compound'),
  resolution: z
    .object({
      ...EvidenceDraft.pick({ item: true, all: true, part: true, agree: true }).shape,
      ...EvidenceDraft.pick({ noticeOn: true, heldOn: true, committeeTold: true, minutes: true }).shape,
      turnoutNeeded: Count,
      agreementNeeded: Count,
      quorate: z.boolean(),
      passed: z.boolean(),
      defects: z.array(z.string()),
    })
    .optional()
    .describe("the owners' vote by Civil Code art. 278; areas in 1/100 m2"),
  noticeEnds: Day.optional().describe('absent while an objection stops the clock'),
  noticeFrom: Instant.optional().describe('when it was approved'),
  objected: z.array(z.object({ on: Day, answeredOn: Day.optional() })),
  review: z
    .object({
      eligible: z.int(),
      quorum: z.int(),
      cast: z.int(),
      approving: z.int(),
      meanScore: z.int(),
      passed: z.boolean(),
    })
    .optional()
    .describe('once it is closed'),
  money: z.object({ paid: z.int(), refunded: z.int(), committed: z.int() }).describe('fen'),
  entries: z.array(LedgerLine).describe('what the ledger holds of it'),
  settlement: z.object({ fund: z.int(), own: z.int() }).optional().describe('shares of the actual cost, fen'),
  finalAccount: Hash.optional(),
});
export type ApplicationSnapshot = z.output<typeof ApplicationSnapshot>;

/** A month of the fund: what came, what went, what was there at its end; fen. */
export const MonthRow = z.object({
  month: z.string().regex(/^\d{4}-\d{2}$/),
  in: z.int(),
  out: z.int(),
  balance: z.int(),
});
export type MonthRow = z.output<typeof MonthRow>;
