import type { ApplicationRecord } from '../fund/applications/contract.ts';
import type { FundRecord } from '../fund/funds/contract.ts';
import { assess } from '../fund/rules/compliance.ts';
import { rulesOfVersion } from '../fund/rules/versions.ts';
import type { Project } from '../fund/statements/progress.ts';

/** What the statement says of the fund's awarded applications, against the rules they were approved under. */
export function projectsOf(fund: FundRecord, applications: readonly ApplicationRecord[]): Project[] {
  return applications.flatMap(({ title, application }) => {
    const { id, state, plan, award, findings } = application;
    if (!award) return [];
    const granted = { ...plan, cost: award.cost, fromFund: award.fund, own: award.cost - award.fund };
    // The pool and the year's cap were judged on the day of the award; they say nothing of it now.
    const means = { pool: Number.MAX_SAFE_INTEGER, grantedThisYear: 0 };
    const { shortcomings } = assess(granted, rulesOfVersion(fund.rules, award.rules), means);
    const inspections = findings.map(({ id: finding, on, followedUpOn }) => ({
      on,
      finding,
      followedUp: followedUpOn !== undefined,
    }));
    return [
      {
        application: id,
        title,
        state,
        cost: award.cost,
        own: award.cost - award.fund,
        rulesVersion: award.rules,
        shortcomings,
        inspections,
      },
    ];
  });
}
