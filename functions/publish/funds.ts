import type { ApplicationStore } from '../fund/applications/store.ts';
import type { FundStore } from '../fund/funds/store.ts';
import type { LedgerStore } from '../fund/ledger/store.ts';
import type { SlipStore } from '../fund/slips/store.ts';
import type { StatementStore } from '../fund/statements/store.ts';
import type { Bucket } from './bucket.ts';
import { each } from '../table/each.ts';
import { fundEdition, type FundRecords, fundRow } from './fund-edition.ts';
import { FundSnapshot } from './contract.ts';
import { snapshotPaths } from './pages.ts';

export interface FundStores {
  readonly funds: FundStore;
  readonly ledger: LedgerStore;
  readonly applications: ApplicationStore;
  readonly slips: SlipStore;
  readonly statements: StatementStore;
}

/** Writes the funds' snapshots and downloads from what the tables hold now, and looks again after writing. */
export function fundPublisher(stores: FundStores, data: Bucket) {
  const load = async (id: string): Promise<FundRecords | undefined> => {
    const fund = await stores.funds.find(id);
    if (!fund) return undefined;
    return {
      fund,
      rows: await stores.ledger.rows(id),
      applications: await stores.applications.all(id),
      contributors: await stores.slips.contributors(id),
      statements: await stores.statements.all(id),
    };
  };
  /** Changes whenever something public of the fund does; entries, applications and statements are only ever added to. */
  const stampOf = ({ fund, rows, applications, contributors, statements }: FundRecords): string =>
    [
      fund.version,
      rows.length,
      ...contributors.map(({ version }) => version),
      contributors.length,
      statements.length,
      ...applications.map(({ application }) => application.version),
    ].join('.');

  /** The list of all funds, from the overviews that were published. */
  const list = async (): Promise<void> => {
    for (;;) {
      const ids = await stores.funds.ids();
      const texts = await each(ids, (id) => data.get(snapshotPaths.fund(id)));
      const funds = texts.flatMap((text) =>
        text === undefined ? [] : [fundRow(FundSnapshot.parse(JSON.parse(text)))],
      );
      await data.put(snapshotPaths.funds, JSON.stringify({ funds }));
      if ((await each(ids, (id) => data.get(snapshotPaths.fund(id)))).every((text, i) => text === texts[i])) return;
    }
  };

  const fund = async (id: string): Promise<void> => {
    for (;;) {
      const records = await load(id);
      if (!records) return;
      await each([...(await fundEdition(records))], ([path, content]) => data.put(path, content));
      const now = await load(id);
      if (!now || stampOf(now) === stampOf(records)) return;
    }
  };

  return {
    /** One fund; the list that shows it is written apart, once for many. */
    fund,
    list,

    async rebuild(): Promise<void> {
      for (const id of await stores.funds.ids()) await fund(id);
      await list();
    },
  };
}
