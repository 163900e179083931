import { shanghaiDay } from '../../calendar/day.ts';
import type { ApplicationRecord, ApplicationState } from '../../fund/applications/contract.ts';
import { type GrantFacts, grants360 } from '../../fund/exports/grants360.ts';
import type { FundRecord } from '../../fund/funds/contract.ts';
import type { Entry } from '../../fund/ledger/contract.ts';
import { pagePaths } from '../pages.ts';

const license = 'https://creativecommons.org/licenses/by/4.0/';

interface Granted {
  readonly fund: Pick<FundRecord, 'id' | 'name'>;
  readonly applications: readonly ApplicationRecord[];
}

/**
 * The grants of a fund as a 360Giving package. The fund gives; what it holds came from contributors, each of whom may
 * forbid its name, so none is named as a funder.
 * @param site the site's own address, without a slash behind it
 * @throws RangeError when the ledger holds no reservation
 */
export function grantsOf(site: string, { fund, applications }: Granted, entries: readonly Entry[]) {
  const funder = { id: fund.id, name: fund.name, url: `${site}${pagePaths.fund(fund.id)}` };
  const facts = applications.map((record): GrantFacts => {
    const { community, compoundName, title, need, application } = record;
    return {
      application: application.id,
      title,
      description: need,
      // Applications of earlier releases tell the compound's code only.
      recipient: { id: application.compound, name: compoundName ?? application.compound },
      appliedFor: application.plan.fromFund,
      ownShare: application.plan.own,
      place: { code: community, ...(compoundName !== undefined && { name: compoundName }) },
      ...worked(record),
      url: `${site}${pagePaths.fundApplication(fund.id, application.id)}`,
    };
  });
  return grants360({ publisher: { id: fund.id, name: fund.name }, funder, prefix: 'sonata', license }, facts, entries);
}

/** The days between which the work went on, as far as it came. */
function worked({ application: { history } }: ApplicationRecord): Pick<GrantFacts, 'worked'> {
  const first = (state: ApplicationState) => history.find(({ to }) => to === state)?.at;
  const [started, ended] = [first('in-progress'), history.findLast(({ to }) => to === 'completed')?.at];
  if (started === undefined) return {};
  return { worked: { from: shanghaiDay(started), ...(ended !== undefined && { to: shanghaiDay(ended) }) } };
}
