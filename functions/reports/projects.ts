import type { Application, ApplicationRecord, ApplicationState } from '../fund/applications/contract.ts';
import { shanghaiDay } from '../calendar/day.ts';
import type { FundRecord } from '../fund/funds/contract.ts';
import { assess } from '../fund/rules/compliance.ts';
import { rulesOfVersion } from '../fund/rules/versions.ts';
import type { Period } from '../fund/statements/period.ts';
import type { PendingRow, Project } from '../fund/statements/progress.ts';
import type { Facts } from '../fund/statements/statement.ts';

/**
 * What the records say beside the ledger, as of the period's last day: a statement that is made late says the same as one
 * made in time.
 */
export const factsOf = (fund: FundRecord, applications: readonly ApplicationRecord[], period: Period): Facts => ({
  name: fund.name,
  projects: applications.flatMap((record) => projectOf(fund, record, period)),
  pending: applications.flatMap((record) => pendingOf(record, period)),
});

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
