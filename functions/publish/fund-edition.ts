import type { ApplicationRecord } from '../fund/applications/contract.ts';
import { statusOf } from '../fund/applications/status.ts';
import { grants360 } from '../fund/exports/grants360.ts';
import { hledgerJournal } from '../fund/exports/hledger.ts';
import { journalCsv, journalJson } from '../fund/exports/journal.ts';
import { balancesFrom } from '../fund/funds/balances.ts';
import type { ReviewOutcome } from '../fund/applications/review.ts';
import type { FundRecord } from '../fund/funds/contract.ts';
import { entryOf, GENESIS } from '../fund/ledger/chain.ts';
import type { Entry, Row } from '../fund/ledger/contract.ts';
import { fold } from '../fund/ledger/state.ts';
import type { Contributor } from '../fund/slips/contract.ts';
import { flows } from '../fund/statements/flows.ts';
import { statementCsv } from '../fund/statements/publish.ts';
import type { Statement } from '../fund/statements/statement.ts';
import type { StatementRecord } from '../fund/statements/store.ts';
import type { FundSnapshot, FundsSnapshot } from './contract.ts';
import type { LedgerSnapshot } from './fund/contract.ts';
import { linesOf } from './fund/lines.ts';
import { applicationSnapshot, monthRows } from './fund/views.ts';
import { snapshotPaths } from './pages.ts';

/** What the tables hold of a fund that is public, or gives what is. */
export interface FundRecords {
  readonly fund: FundRecord;
  readonly rows: readonly Row[];
  readonly applications: readonly ApplicationRecord[];
  /** Of the applications whose review is closed. */
  readonly reviews: ReadonlyMap<string, ReviewOutcome>;
  readonly contributors: readonly Contributor[];
  readonly statements: readonly { readonly record: StatementRecord; readonly json: string }[];
}

const LATEST = 20;

const address = (path: string): string => `/${path}`;

/** Every file of a fund by its path, as text; the same records give the same bytes. */
export function fundEdition(records: FundRecords): Map<string, string> {
  const { fund, rows, statements } = records;
  const at = (file: string): string => snapshotPaths.fundFile(fund.id, file);
  const entries = rows.map(entryOf);
  const files = new Map([
    [snapshotPaths.fund(fund.id), JSON.stringify(fundSnapshot(records))],
    [at('journal.json'), journalJson(fund.id, rows)],
    [at('journal.csv'), journalCsv(rows)],
    [at('hledger.journal'), hledgerJournal(fund.id, entries)],
  ]);
  for (const [path, value] of shownBeside(records)) files.set(path, JSON.stringify(value));
  if (hasGrants(rows)) files.set(at('grants360.json'), JSON.stringify(grantsOf(records, entries)));
  for (const { record, json } of statements) {
    files.set(at(`reports/${record.period.label}.json`), json);
    files.set(at(`reports/${record.period.label}.csv`), statementCsv(JSON.parse(json) as Statement));
  }
  return files;
}

/** The ledger for readers, and each application that is public. */
function shownBeside({ fund, rows, applications, contributors, reviews }: FundRecords): Map<string, unknown> {
  const lines = linesOf(rows, applications, contributors);
  const ledger: LedgerSnapshot = { fund: { id: fund.id, name: fund.name }, lines };
  const { balances } = fold(fund.id, rows.map(entryOf));
  const files = new Map<string, unknown>([[snapshotPaths.fundLedger(fund.id), ledger]]);
  for (const record of applications.filter(isPublic)) {
    const { id } = record.application;
    const value = applicationSnapshot(fund, record, balances, lines, reviews.get(id));
    files.set(snapshotPaths.fundApplication(fund.id, id), value);
  }
  return files;
}

/** A draft is its applicant's own. */
const isPublic = ({ application }: ApplicationRecord): boolean => application.state !== 'draft';

/** The row of a fund in the list of all. */
export function fundRow({ id, name, division, balances, downloads, reports }: FundSnapshot): FundsSnapshot['funds'][0] {
  const overview = address(snapshotPaths.fund(id));
  return { id, name, division, balances, overview, ...downloads, reports: reports.map(({ json }) => json) };
}

export function fundSnapshot({ fund, rows, applications, contributors, statements }: FundRecords): FundSnapshot {
  const state = fold(fund.id, rows.map(entryOf));
  const at = (file: string): string => address(snapshotPaths.fundFile(fund.id, file));
  const last = rows.at(-1);
  const lines = linesOf(rows, applications, contributors);
  return {
    id: fund.id,
    name: fund.name,
    division: fund.division,
    rules: fund.rules,
    committee: [...new Set(fund.committee.map(({ unit }) => unit))].sort(),
    head: { seq: rows.length, hash: last?.hash ?? GENESIS },
    closedThrough: state.closedThrough,
    balances: balancesFrom(state.balances),
    flows: flows(rows, new Map(rows.map((row) => [row.id, row]))),
    months: monthRows(lines),
    contributors: contributorRows(contributors, state.balances),
    latest: lines.slice(-LATEST).reverse(),
    applications: applications.filter(isPublic).map(statusOf),
    reports: statements.map(({ record: { id, period, digest } }) => {
      const file = (type: string): string => at(`reports/${period.label}.${type}`);
      return { id, period, json: file('json'), csv: file('csv'), digest };
    }),
    downloads: {
      journal: at('journal.json'),
      journalCsv: at('journal.csv'),
      hledger: at('hledger.journal'),
      ...(hasGrants(rows) && { grants360: at('grants360.json') }),
    },
  };
}

const hasGrants = (rows: readonly Row[]): boolean => rows.some(({ kind }) => kind === 'reservation');

function contributorRows(contributors: readonly Contributor[], balances: ReadonlyMap<string, number>) {
  return contributors
    .map(({ id, source, name, publish }) => ({
      id,
      source,
      ...(publish && name !== undefined && { name }),
      amount: 0 - (balances.get(`income:contributions:${source}:${id}`) ?? 0),
    }))
    .filter(({ amount }) => amount > 0);
}

function grantsOf({ fund, applications }: FundRecords, entries: readonly Entry[]) {
  const organization = { id: fund.id, name: fund.name };
  const facts = applications.map(({ community, title, need, application }) => ({
    application: application.id,
    title,
    description: need,
    recipient: { id: application.compound, name: application.compound },
    appliedFor: application.plan.fromFund,
    ownShare: application.plan.own,
    place: { code: community, name: community },
    url: address(snapshotPaths.fund(fund.id)),
  }));
  const license = 'https://creativecommons.org/licenses/by/4.0/';
  return grants360({ publisher: organization, funder: organization, prefix: 'sonata', license }, facts, entries);
}
