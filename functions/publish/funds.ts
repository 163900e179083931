import type { ApplicationRecord } from '../fund/applications/contract.ts';
import type { ReviewOutcome } from '../fund/applications/review.ts';
import type { ApplicationStore } from '../fund/applications/store.ts';
import type { FundStore } from '../fund/funds/store.ts';
import type { LedgerStore } from '../fund/ledger/store.ts';
import type { FindingStore } from '../fund/findings/store.ts';
import type { PledgeStore } from '../fund/pledges/store.ts';
import type { SlipStore } from '../fund/slips/store.ts';
import type { StatementStore } from '../fund/statements/store.ts';
import type { CompoundStore } from '../grids/compounds/store.ts';
import type { UnitStore } from '../grids/units/store.ts';
import { each } from '../table/each.ts';
import { type CompoundRecords, nameOf, stampOf as stampOfGrounds } from './compounds/views.ts';
import { fundEdition, type FundRecords, fundRow } from './fund-edition.ts';
import { FundSnapshot } from './contract.ts';
import { fundPages } from './fund-pages.ts';
import { pagePaths, snapshotPaths } from './pages.ts';
import { type Press, print, type Rounds } from './press.ts';
import { compoundsOf } from './records.ts';

export interface FundStores {
  readonly funds: FundStore;
  readonly ledger: LedgerStore;
  readonly applications: ApplicationStore;
  readonly slips: SlipStore;
  readonly statements: StatementStore;
  readonly pledges: PledgeStore;
  readonly findings: FindingStore;
  readonly compounds: CompoundStore;
  readonly units: UnitStore;
}

/**
 * Writes the funds' snapshots, downloads and pages from what the tables hold now, and looks again after writing.
 * @param site the site's own address, without a slash behind it
 */
export function fundPublisher(stores: FundStores, press: Press, site: string) {
  const { data } = press;
  const load = async (id: string): Promise<FundRecords | undefined> => {
    const fund = await stores.funds.find(id);
    if (!fund) return undefined;
    const grounds = await compoundsOf(stores, fund.division.slice(0, 6));
    const applications = named(await stores.applications.all(id), grounds);
    return {
      fund,
      rows: await stores.ledger.rows(id),
      applications,
      reviews: await reviewsOf(stores.applications, applications),
      contributors: await stores.slips.contributors(id),
      pledges: await stores.pledges.all(id),
      findings: await stores.findings.all(id),
      statements: await stores.statements.all(id),
      grounds,
    };
  };
  /** Changes whenever something public of the fund does: nothing is ever taken away, so numbers and versions tell. */
  const stampOf = ({
    fund,
    rows,
    applications,
    contributors,
    pledges,
    findings,
    statements,
    grounds,
  }: FundRecords): string =>
    [
      fund.version,
      rows.length,
      ...[contributors, pledges, findings].map((records) => records.map(({ version }) => version).join()),
      statements.length,
      stampOfGrounds(grounds),
      ...applications.map(({ application }) => application.version),
    ].join('.');

  /** The list of all funds, from the overviews that were published. */
  const list = async (all = false): Promise<void> => {
    const rounds: Rounds = new Map();
    for (;;) {
      const ids = await stores.funds.ids();
      const texts = await each(ids, (id) => data.get(snapshotPaths.fund(id)));
      const funds = texts.flatMap((text) =>
        text === undefined ? [] : [fundRow(FundSnapshot.parse(JSON.parse(text)))],
      );
      const files = new Map([[snapshotPaths.funds, { funds }]]);
      await print(press, { id: 'funds', files, pages: [pagePaths.funds] }, rounds, all);
      if ((await each(ids, (id) => data.get(snapshotPaths.fund(id)))).every((text, i) => text === texts[i])) return;
    }
  };

  const fund = async (id: string, all = false): Promise<void> => {
    const rounds: Rounds = new Map();
    for (;;) {
      const records = await load(id);
      if (!records) return;
      const files = await fundEdition(records, site);
      await print(press, { id: `funds/${id}`, files, ...fundPages(records, files) }, rounds, all);
      const now = await load(id);
      if (!now || stampOf(now) === stampOf(records)) return;
    }
  };

  return {
    /** One fund; the list that shows it is written apart, once for many. */
    fund: (id: string) => fund(id),
    list: () => list(),

    async rebuild(): Promise<void> {
      for (const id of await stores.funds.ids()) await fund(id, true);
      await list(true);
    },
  };
}

/** Applications that tell their compound's code alone get the name that the register knows it by. */
const named = (applications: readonly ApplicationRecord[], { compounds }: CompoundRecords): ApplicationRecord[] =>
  applications.map((record) => {
    const { compound } = record.application;
    const compoundName = record.compoundName ?? nameOf(compounds, { community: record.community, compound });
    return compoundName === undefined ? record : { ...record, compoundName };
  });

/** How the closed reviews ended, by application. */
async function reviewsOf(store: ApplicationStore, records: readonly ApplicationRecord[]) {
  const decided = records.filter(({ application }) => application.history.some(({ to }) => to === 'reviewing'));
  const found = await each(decided, async ({ application: { fund, id } }) => {
    const outcome = (await store.review(fund, id))?.review.outcome;
    return outcome === undefined ? [] : [[id, outcome] as const];
  });
  return new Map<string, ReviewOutcome>(found.flat());
}
