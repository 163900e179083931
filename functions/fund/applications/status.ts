import type { ApplicationRecord, ApplicationStatus } from './contract.ts';

/** Steps whose reasons are the public's: decisions, answers, progress and inspections. */
const told: ReadonlySet<string> = new Set([
  'approve',
  'decline',
  'answer',
  'uphold',
  'report',
  'inspect',
  'follow-up',
  'reject',
  'cancel',
]);

/** An application in public terms: what is asked and decided, by nobody in particular. */
export function statusOf({ community, title, application }: ApplicationRecord): ApplicationStatus {
  const { id, fund, compound, purpose, plan, state, deadline, award, notice, objections, findings } = application;
  return {
    id,
    fund,
    community,
    compound,
    title,
    purpose,
    plan,
    state,
    ...(deadline !== undefined && { deadline }),
    ...(award && { award }),
    ...(notice && { notice }),
    objections: objections.length,
    findings,
    ...(application.actual !== undefined && { actual: application.actual }),
    history: application.history.map(({ transition, to, at, role, reason }) => ({
      transition,
      to,
      at,
      role,
      ...(reason !== undefined && told.has(transition) && { reason }),
    })),
  };
}
