import { refuse } from '../../http/refusal.ts';
import { addWorkingDays } from '../../calendar/working-days.ts';
import { tranches } from '../rules/share.ts';
import { settle } from '../rules/settlement.ts';
import type { Rules } from '../rules/contract.ts';
import type { Application } from './contract.ts';
import type { Row, Transition } from './machine.ts';
import { rows } from './machine.ts';
import type { Context } from './needs.ts';
import { holds } from './needs.ts';
import { beginNotice, noticeEnds, resumeNotice, stopNotice } from './notice.ts';

/**
 * One step of an application: the record after it, with the step in its history.
 * @throws Refusal 'no-such-transition' from this state, 'not-your-turn' for this role, or the name of the first need
 *   that does not hold
 * @throws RangeError when an award meets another version of the rules than its own
 */
export function advance(application: Application, transition: Transition, context: Context): Application {
  const row = rowOf(application, transition);
  const { award } = application;
  if (award && award.rules !== context.rules.version) throw new RangeError(`approved under rules ${award.rules}`);
  if (!row.who.includes(context.by.role) && !row.who.includes('anyone'))
    refuse('not-your-turn', '#/role', { role: context.by.role });
  const missing = row.needs.find((need) => !holds(need, application, context));
  if (missing) refuse(missing, '#/transition', { transition, state: application.state });
  const { deadline: before, ...rest } = transition === 'uphold' ? withoutAward(application) : application;
  const changed = { ...rest, ...effects[transition]?.(application, context) };
  const stays = row.to === application.state ? before : undefined;
  const deadline = stays ?? deadlineOf(changed, row, context);
  const step = {
    transition,
    from: application.state,
    to: row.to,
    by: context.by.id,
    role: context.by.role,
    at: context.at,
    ...(context.reason === undefined ? {} : { reason: context.reason }),
  };
  return {
    ...changed,
    ...(deadline === undefined ? {} : { deadline }),
    state: row.to,
    version: application.version + 1,
    history: [...application.history, step],
  };
}

/** The steps that a role may try from here; what they need is asked when they are taken. */
export function stepsFor(application: Application, role: Context['by']['role']): Transition[] {
  const open: readonly Row[] = rows;
  return open
    .filter(({ from, who }) => from.includes(application.state) && (who.includes(role) || who.includes('anyone')))
    .map(({ transition }) => transition as Transition);
}

/** Is the next step late? */
export const overdue = ({ deadline }: Application, today: string): boolean =>
  deadline !== undefined && today > deadline;

/**
 * Fen that may have been paid by now: nothing before work begins; all tranches but the last while it goes on; after
 * acceptance what the settlement leaves to the fund.
 * @param rules the version that the award was approved under
 */
export function payable({ state, award, actual }: Application, rules: Rules): number {
  if (!award) return 0;
  if (state === 'in-progress' || state === 'completed')
    return tranches(award.fund, rules.tranches)
      .slice(0, -1)
      .reduce((sum, fen) => sum + fen, 0);
  return state === 'accepted' ? settle(award, actual ?? 0, 0).fund : 0;
}

function rowOf({ state }: Application, transition: Transition): Row {
  const open: readonly Row[] = rows;
  const row = open.find((candidate) => candidate.transition === transition && candidate.from.includes(state));
  return row ?? refuse('no-such-transition', '#/transition', { transition, state });
}

function deadlineOf(
  application: Omit<Application, 'deadline'>,
  row: Row,
  { today, rules, holidays }: Context,
): string | undefined {
  if (row.to === 'noticed' && application.notice) return noticeEnds(application.notice, holidays);
  return row.deadline && addWorkingDays(today, rules.days[row.deadline], holidays);
}

/** An upheld objection undoes the decision: the committee decides anew. */
function withoutAward({ award: _award, notice: _notice, ...rest }: Application): Application {
  return rest;
}

type Effect = (application: Application, context: Context) => Partial<Application>;

/** What a step changes beside state, deadline and history. */
const effects: Partial<Record<Transition, Effect>> = {
  approve: ({ plan }, { grant = plan.fromFund, rules, today }) => ({
    award: { fund: grant, cost: plan.cost, rules: rules.version },
    notice: beginNotice(today, rules.noticeDays),
    objections: [],
  }),
  object: ({ notice, objections }, { subject = '', today, holidays }) => ({
    ...(notice ? { notice: stopNotice(notice, today, holidays) } : {}),
    objections: [...objections, { id: subject, on: today }],
  }),
  answer: answered,
  uphold: answered,
  resume: ({ notice }, { today }) => (notice ? { notice: resumeNotice(notice, today) } : {}),
  inspect: ({ findings }, { subject = '', today }) => ({ findings: [...findings, { id: subject, on: today }] }),
  'follow-up': ({ findings }, { subject, today }) => ({
    findings: findings.map((finding) => (finding.id === subject ? { ...finding, followedUpOn: today } : finding)),
  }),
  complete: (_, { actual = 0 }) => ({ actual }),
  close: (_, { finalAccount = '' }) => ({ finalAccount }),
};

function answered({ objections }: Application, { subject, today }: Context): Partial<Application> {
  return { objections: objections.map((one) => (one.id === subject ? { ...one, answeredOn: today } : one)) };
}
