import { addDays } from '../../calendar/day.ts';
import { refuse } from '../../http/refusal.ts';
import type { Affair, Compound, Duty } from './contract.ts';

/** A compound's record has an end; so many changes ask for a talk, not another one. */
export const MOST_DUTIES = 300;

export interface Decision {
  readonly affair: Affair;
  /** The unit that governs from then on; without one no unit does. */
  readonly unit?: string | undefined;
  readonly from: string;
  readonly reason?: string | undefined;
  readonly by: string;
}

/** Who governs an affair on a day; undefined where nobody does. */
export const dutyOn = ({ duties }: Pick<Compound, 'duties'>, affair: Affair, day: string): Duty | undefined =>
  duties.findLast((duty) => duty.affair === affair && duty.from <= day && (duty.to === undefined || day <= duty.to));

/** The duties that stand: one an affair at most. */
export const standing = ({ duties }: Pick<Compound, 'duties'>): Duty[] => duties.filter(({ to }) => to === undefined);

/**
 * The compound after a decision about one of its affairs: who governed it before keeps every day until then.
 * @param today the Asia/Shanghai day
 * @throws Refusal 'committee-missing', 'day-in-the-future', 'duty-unchanged', 'duty-too-early', 'reason-missing', 'record-full'
 */
export function assign(compound: Compound, decision: Decision, today: string): Compound {
  const { affair, unit, from, reason, by } = decision;
  const { committee, duties } = compound;
  if (unit !== undefined && committee === undefined) return refuse('committee-missing', '#/affair');
  if (from > today) refuse('day-in-the-future', '#/from', { day: from });
  const last = duties.findLast((duty) => duty.affair === affair);
  const before = last?.to === undefined ? last : undefined;
  if (before?.unit === unit) refuse('duty-unchanged', '#/unit');
  const least = last && addDays(last.to ?? last.from, 1);
  if (least !== undefined && from < least) refuse('duty-too-early', '#/from', { least });
  if (before && reason === undefined) refuse('reason-missing', '#/reason');
  if (duties.length >= MOST_DUTIES) refuse('record-full', undefined, { most: MOST_DUTIES });
  const kept = duties.map((duty) =>
    duty === before ? { ...duty, to: addDays(from, -1), ...(reason !== undefined && { reason }) } : duty,
  );
  const next = unit === undefined ? [] : [{ affair, unit, committee: committee ?? '', from, by }];
  return { ...compound, duties: [...kept, ...next], version: compound.version + 1 };
}
