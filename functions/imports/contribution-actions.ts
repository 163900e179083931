import { sha256 } from '../fund/ledger/chain.ts';
import type { fundMessages } from '../fund/messages.ts';
import { personOf } from '../fund/person.ts';
import type { Contributor } from '../fund/slips/contract.ts';
import { type ContributionRow, readContributions } from '../fund/slips/import.ts';
import { recording, registered, type SlipStores } from '../fund/slips/recording-actions.ts';
import type { Writes } from '../http/actions.ts';
import { Refusal } from '../http/refusal.ts';
import type { RowFault } from '../http/rows.ts';
import { type Moment, sumOf, type Take, type Taken } from './take.ts';

export interface FundStores extends SlipStores {
  /** Commits to the fund's table. */
  readonly commit: (writes: Writes) => Promise<void>;
}

type Outcome = 'stored' | 'unchanged' | RowFault;

/** Rows that are recorded at once. */
const LANES = 8;

/** Contributions become slips, each with the number by which it is known again; nothing is posted to the ledger. */
export const contributionsOf =
  (stores: FundStores): Take =>
  async (division, rows, moment) => {
    const { taken, faults } = readContributions(rows, division);
    const results: Taken[] = [{ stored: 0, unchanged: 0, faults }];
    for (const [fund, some] of Map.groupBy(taken, (row) => row.fund)) {
      results.push(await inFund(stores, fund, some, moment));
    }
    return sumOf(results);
  };

/** Those of one contributor go one after another, so that nobody is registered twice. */
async function inFund(
  stores: FundStores,
  fund: string,
  rows: readonly ContributionRow[],
  moment: Moment,
): Promise<Taken> {
  if (!(await stores.funds.find(fund)))
    return { stored: 0, unchanged: 0, faults: rows.map(({ row }) => ({ row, refusal: 'no-such-fund' })) };
  const record = await recorder(stores, fund, rows, moment);
  const givers = Map.groupBy(rows, ({ giver, number }) => placeOf(giver) ?? number);
  const lanes = Array.from({ length: LANES }, (_, lane) =>
    [...givers.values()].filter((_g, at) => at % LANES === lane),
  );
  const outcomes = await Promise.all(
    lanes.map(async (lane) => {
      const told: Outcome[] = [];
      for (const row of lane.flat()) told.push(await record(row));
      return told;
    }),
  );
  const all = outcomes.flat();
  return {
    stored: all.filter((outcome) => outcome === 'stored').length,
    unchanged: all.filter((outcome) => outcome === 'unchanged').length,
    faults: all.filter((outcome) => typeof outcome !== 'string'),
  };
}

/** Who is not in the register is entered into it where the row says that it gives of its own will. */
function entered(giver: ContributionRow['giver'], moment: Moment): Contributor | RowFault['refusal'] {
  if (!('source' in giver)) return 'no-such-contributor';
  return giver.consent ? registered(giver, moment) : 'consent-missing';
}

/** Where a contributor stands in the register; undefined for a resident, who has no name there. */
const placeOf = (giver: ContributionRow['giver'] | Pick<Contributor, 'source' | 'name'>): string | undefined => {
  if (!('source' in giver)) return giver.id;
  return giver.name === undefined ? undefined : `${giver.source} ${giver.name}`;
};

/** Records row after row of one fund; what the fund holds already is read once. */
async function recorder(stores: FundStores, fund: string, rows: readonly ContributionRow[], moment: Moment) {
  const { store, commit } = stores;
  const numbers = rows.map(({ number }) => number);
  const numbered = new Map(await store.numbered(fund, numbers));
  const contributors = await store.contributors(fund);
  const register = new Map(
    contributors.flatMap((each) => [[each.id, each] as const, [placeOf(each) ?? each.id, each] as const]),
  );
  const by = await personOf(fund, moment.by);
  const keepers = await Promise.all(moment.keepers.map((keeper) => personOf(fund, keeper)));
  const { slip: slipOf } = recording(stores);

  return async ({ row, number, giver, order }: ContributionRow): Promise<Outcome> => {
    const digest = await sha256(new TextEncoder().encode(JSON.stringify([giver, order])));
    const before = numbered.get(number);
    if (before !== undefined) return before === digest ? 'unchanged' : { row, refusal: 'number-differs' };
    const known = register.get(placeOf(giver) ?? '');
    try {
      const contributor = known ?? entered(giver, { ...moment, by });
      if (typeof contributor === 'string') return { row, refusal: contributor };
      const { id, source } = contributor;
      const slip = await slipOf(fund, { ...order, contributor: id, source }, by, moment, contributor);
      await commit([
        store.save({ ...slip, ...(keepers.length > 0 && { keepers }) }),
        store.saveNumbered(slip, number, digest),
        ...(known ? [] : [store.saveContributor(fund, contributor)]),
      ]);
      numbered.set(number, digest);
      register.set(placeOf(giver) ?? id, contributor);
      return 'stored';
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { row, refusal: error.refusal as keyof typeof fundMessages };
    }
  };
}
