import type { Application, ApplicationRecord, ApplicationState } from '../fund/applications/contract.ts';
import { shanghaiDay } from '../calendar/day.ts';
import type { FundRecord } from '../fund/funds/contract.ts';
import { assess } from '../fund/rules/compliance.ts';
import { rulesOfVersion } from '../fund/rules/versions.ts';
import type { Finding } from '../fund/findings/contract.ts';
import { findingRow } from '../fund/findings/finding.ts';
import type { PledgeRecord } from '../fund/pledges/contract.ts';
import { received, stateOf, sumsOf } from '../fund/pledges/pledge.ts';
import type { Period } from '../fund/statements/period.ts';
import type { PendingRow, Project } from '../fund/statements/progress.ts';
import type { Facts } from '../fund/statements/statement.ts';

/**
 * What the records say beside the ledger, as of the period's last day: a statement that is made late says the same as one
 * made in time.
 */
export function factsOf(fund: FundRecord, { applications, pledges, findings }: Beside, period: Period): Facts {
  const made = pledges.filter(({ madeOn }) => madeOn <= period.to);
  const marked = findings.flatMap((finding) => findingRow(finding, period.to) ?? []);
  return {
    name: fund.name,
    projects: applications.flatMap((record) => projectOf(fund, record, period)),
    pending: applications.flatMap((record) => pendingOf(record, period)),
    ...(made.length > 0 && { pledges: pledgesOf(made, period) }),
    ...(marked.length > 0 && { findings: marked.toSorted((a, b) => a.seq - b.seq || (a.on < b.on ? -1 : 1)) }),
  };
}

/** Records beside the ledger. */
interface Beside {
  readonly applications: readonly ApplicationRecord[];
  readonly pledges: readonly PledgeRecord[];
  readonly findings: readonly Finding[];
}

/** Pledges as they stood on the period's last day. */
function pledgesOf(made: readonly PledgeRecord[], { from, to }: Period): NonNullable<Facts['pledges']> {
  const dealt = (pledge: PledgeRecord): boolean =>
    stateOf(pledge, to) === 'open' ||
    (pledge.withdrawal !== undefined && pledge.withdrawal.on >= from) ||
    pledge.receipts.some(
      ({ on, undoneOn }) => (on >= from && on <= to) || (undoneOn !== undefined && undoneOn >= from),
    );
  return {
    ...sumsOf(made, to),
    rows: made.filter(dealt).map((pledge) => ({
      pledge: pledge.id,
      dueOn: pledge.dueOn,
      amount: pledge.amount,
      received: received(pledge, to),
      state: stateOf(pledge, to),
    })),
  };
}

type Course = Application['history'];

/** The steps that were taken by the end of a day. */
const courseBy = ({ history }: Application, day: string): Course => history.filter(({ at }) => shanghaiDay(at) <= day);

const stateAfter = (course: Course): ApplicationState => course.at(-1)?.to ?? 'draft';

/** An awarded application, against the rules it was approved under. */
function projectOf(fund: FundRecord, { title, application }: ApplicationRecord, { to }: Period): Project[] {
  const { id, plan, award, findings, actual } = application;
  if (!award) return [];
  const course = courseBy(application, to);
  const granted = { ...plan, cost: award.cost, fromFund: award.fund, own: award.cost - award.fund };
  // The pool and the year's cap were judged on the day of the award; they say nothing of it now.
  const means = { pool: Number.MAX_SAFE_INTEGER, grantedThisYear: 0 };
  const { shortcomings } = assess(granted, rulesOfVersion(fund.rules, award.rules), means);
  const completed = course.some(({ transition }) => transition === 'complete');
  return [
    {
      application: id,
      title,
      state: stateAfter(course),
      cost: award.cost,
      own: award.cost - award.fund,
      ...(completed && actual !== undefined && { actual }),
      rulesVersion: award.rules,
      shortcomings,
      inspections: findings.map(({ id: finding, on, followedUpOn }) => ({
        on,
        finding,
        followedUp: followedUpOn !== undefined && followedUpOn <= to,
      })),
    },
  ];
}

const open: readonly ApplicationState[] = ['submitted', 'returned', 'reviewing', 'noticed', 'objected'];
const refused: readonly ApplicationState[] = ['declined', 'withdrawn'];

/** An application before its commitment: one that is open on the last day, or was turned down within the period. */
function pendingOf({ title, application }: ApplicationRecord, { from, to }: Period): PendingRow[] {
  const course = courseBy(application, to);
  const state = stateAfter(course);
  const last = course.at(-1);
  const decided = refused.includes(state) && last !== undefined && shanghaiDay(last.at) >= from;
  if (!open.includes(state) && !decided) return [];
  const { cost, fromFund } = application.plan;
  return [{ application: application.id, title, state, cost, asked: fromFund }];
}
