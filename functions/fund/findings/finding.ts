import { shanghaiDay } from '../../calendar/day.ts';
import type { Role } from '../../http/policy.ts';
import { refuse } from '../../http/refusal.ts';
import type { Finding, FindingRow, FindingState } from './contract.ts';

/** Steps that a finding may hold; a dispute that is longer belongs into a meeting. */
const MOST_STEPS = 100;

const treasurer: readonly Role[] = ['county-officer', 'subdistrict-officer', 'fund-committee'];
const auditor: readonly Role[] = ['auditor'];

type Transition = 'answer' | 'close' | 'reopen';

/** The course of a finding: the one list of its states and steps. */
const rows: Readonly<
  Record<
    Transition,
    { readonly from: readonly FindingState[]; readonly to: FindingState; readonly who: readonly Role[] }
  >
> = {
  answer: { from: ['open'], to: 'answered', who: treasurer },
  close: { from: ['open', 'answered'], to: 'closed', who: auditor },
  reopen: { from: ['answered', 'closed'], to: 'open', who: auditor },
};

/**
 * One step of a finding, appended to its history.
 * @throws Refusal 'no-such-transition', 'not-your-turn', 'finding-too-long'
 */
export function step(
  finding: Finding,
  { transition, text }: { readonly transition: Transition; readonly text: string },
  { by, roles, at }: { readonly by: string; readonly roles: readonly Role[]; readonly at: string },
): Finding {
  const row = rows[transition];
  const { state, history, version } = finding;
  if (!row.from.includes(state)) refuse('no-such-transition', '#/transition', { transition, state });
  if (!roles.some((role) => row.who.includes(role))) refuse('not-your-turn', '#/transition', { role: roles[0] ?? '' });
  if (history.length >= MOST_STEPS) refuse('finding-too-long', undefined, { most: MOST_STEPS });
  return { ...finding, state: row.to, history: [...history, { transition, by, at, text }], version: version + 1 };
}

/** The steps that somebody with these roles may take now. */
export const stepsFor = ({ state }: Pick<Finding, 'state'>, roles: readonly string[]): Transition[] =>
  (Object.keys(rows) as Transition[]).filter(
    (transition) => rows[transition].from.includes(state) && rows[transition].who.some((role) => roles.includes(role)),
  );

/** A finding as of the end of a day, or as of now; undefined before it was marked. */
export function findingRow({ seq, history }: Finding, day?: string): FindingRow | undefined {
  const by = history.filter(({ at }) => day === undefined || shanghaiDay(at) <= day);
  const [first, last] = [by[0], by.at(-1)];
  if (!first || !last) return undefined;
  const state = last.transition === 'mark' ? 'open' : rows[last.transition].to;
  return { seq, on: shanghaiDay(first.at), state, since: shanghaiDay(last.at) };
}
