import { daysBetween } from '../../calendar/day.ts';
import type { Item, Outcome } from './vote.ts';
import { decideVote } from './vote.ts';
import type { Tally } from './tally.ts';

/** What a compound hands in of its owners' meeting. The minutes themselves stay private; their digest is shown. */
export interface Evidence extends Tally {
  readonly item: Item;
  readonly noticeOn: string;
  readonly heldOn: string;
  /** Was the residents' committee (居委会) told? */
  readonly committeeTold: boolean;
  /** SHA-256 of the minutes, hex. */
  readonly minutes: string;
  /** Written objections of owners against the resolution that no one has answered. */
  readonly openObjections: number;
}

export type Defect =
  | 'turnout-too-low'
  | 'not-agreed'
  | 'notice-too-short'
  | 'committee-not-told'
  | 'minutes-missing'
  | 'objections-open'
  | 'held-before-the-code';

/** Days of notice before an owners' meeting. Source: Property Management Regulations (2018), art. 13. */
export const NOTICE_DAYS = 15;
/** The Civil Code's first day: an older resolution was taken under another law and is not judged by this one. */
const CODE_BEGINS = '2021-01-01';

/** Does the evidence bear the resolution? The outcome of the vote, and what is wrong, in a fixed order. */
export function judgeEvidence(evidence: Evidence): { readonly outcome: Outcome; readonly defects: readonly Defect[] } {
  const { item, all, part, agree } = evidence;
  const outcome = decideVote(item, all, part, agree);
  const wrong: Record<Defect, boolean> = {
    'turnout-too-low': !outcome.quorate,
    'not-agreed': outcome.quorate && !outcome.passed,
    'notice-too-short': daysBetween(evidence.noticeOn, evidence.heldOn) < NOTICE_DAYS,
    'committee-not-told': !evidence.committeeTold,
    'minutes-missing': !/^[0-9a-f]{64}$/.test(evidence.minutes),
    'objections-open': evidence.openObjections > 0,
    'held-before-the-code': evidence.heldOn < CODE_BEGINS,
  };
  return { outcome, defects: (Object.keys(wrong) as Defect[]).filter((defect) => wrong[defect]) };
}
