import type { ApplicationRecord } from '../fund/applications/contract.ts';
import { statusOf } from '../fund/applications/status.ts';
import { hledgerJournal } from '../fund/exports/hledger.ts';
import { journalCsv, journalJson } from '../fund/exports/journal.ts';
import { balancesFrom } from '../fund/funds/balances.ts';
import type { ReviewOutcome } from '../fund/applications/review.ts';
import type { FundRecord } from '../fund/funds/contract.ts';
import { entryOf, GENESIS } from '../fund/ledger/chain.ts';
import type { Row } from '../fund/ledger/contract.ts';
import { fold } from '../fund/ledger/state.ts';
import type { Finding } from '../fund/findings/contract.ts';
import { findingRow } from '../fund/findings/finding.ts';
import type { PledgeRecord } from '../fund/pledges/contract.ts';
import { received, stateOf, sumsOf } from '../fund/pledges/pledge.ts';
import type { Contributor } from '../fund/slips/contract.ts';
import { flows } from '../fund/statements/flows.ts';
import type { StatementRecord } from '../fund/statements/store.ts';
import { type CompoundRecords, nameOf, renovationsOfFund } from './compounds/views.ts';
import type { FundSnapshot, FundsSnapshot } from './contract.ts';
import type { LedgerSnapshot } from './fund/contract.ts';
import { fundAtom } from './fund/feed.ts';
import { grantsOf } from './fund/grants.ts';
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
  readonly pledges: readonly PledgeRecord[];
  readonly findings: readonly Finding[];
  /** Every version of every statement, in the order of labels; their files are laid by whoever makes them. */
  readonly statements: readonly StatementRecord[];
  /** The county's compounds and what is renovated there. */
  readonly grounds: CompoundRecords;
}

const LATEST = 20;

const address = (path: string): string => `/${path}`;

/**
 * Every file of a fund by its path; the same records give the same bytes.
 * @param site the site's own address, for files that are read elsewhere
 */
export async function fundEdition(records: FundRecords, site: string): Promise<Map<string, string | Uint8Array>> {
  const { fund, rows } = records;
  const at = (file: string): string => snapshotPaths.fundFile(fund.id, file);
  const entries = rows.map(entryOf);
  const overview = fundSnapshot(records);
  // Loaded when it is needed, so that pages start to be rendered without it.
  const { journalWorkbook } = await import('../fund/exports/journal-workbook.ts');
  const files = new Map<string, string | Uint8Array>([
    [snapshotPaths.fund(fund.id), JSON.stringify(overview)],
    [at('feed.atom'), fundAtom(overview)],
    [at('journal.json'), journalJson(fund.id, rows)],
    [at('journal.csv'), journalCsv(rows)],
    [at('journal.xlsx'), await journalWorkbook(fund.name, rows)],
    [at('hledger.journal'), hledgerJournal(fund.id, entries)],
  ]);
  for (const [path, value] of shownBeside(records)) files.set(path, JSON.stringify(value));
  if (hasGrants(rows)) files.set(at('grants360.json'), JSON.stringify(grantsOf(site, records, entries)));
  return files;
}

/** The ledger for readers, and each application that is public. */
function shownBeside({ fund, rows, applications, contributors, reviews, grounds }: FundRecords): Map<string, unknown> {
  const lines = linesOf(rows, applications, contributors);
  const ledger: LedgerSnapshot = { fund: { id: fund.id, name: fund.name }, lines };
  const { balances } = fold(fund.id, rows.map(entryOf));
  const files = new Map<string, unknown>([[snapshotPaths.fundLedger(fund.id), ledger]]);
  for (const record of applications.filter(isPublic)) {
    const { id, compound } = record.application;
    const value = applicationSnapshot(fund, record, balances, lines, reviews.get(id));
    const listed = nameOf(grounds.compounds, { community: record.community, compound }) !== undefined;
    files.set(snapshotPaths.fundApplication(fund.id, id), { ...value, ...(listed && { compoundListed: true }) });
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

export function fundSnapshot(records: FundRecords): FundSnapshot {
  const { fund, rows, applications, contributors, pledges, findings, statements, grounds } = records;
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
    pledges: { ...sumsOf(pledges), rows: pledgeRows(pledges, contributors) },
    findings: findings.flatMap((finding) => findingRow(finding) ?? []),
    latest: lines.slice(-LATEST).reverse(),
    applications: applications.filter(isPublic).map(statusOf),
    renovations: renovationsOfFund(fund.id, grounds),
    reports: reportsOf(statements, at),
    downloads: {
      journal: at('journal.json'),
      journalCsv: at('journal.csv'),
      journalXlsx: at('journal.xlsx'),
      hledger: at('hledger.journal'),
      ...(hasGrants(rows) && { grants360: at('grants360.json') }),
    },
  };
}

/** A row a period: the version in force, and those before it. */
function reportsOf(statements: readonly StatementRecord[], at: (file: string) => string): FundSnapshot['reports'] {
  const files = (name: string, { version, digest }: StatementRecord) => {
    const file = (type: string): string => at(`reports/${name}.${type}`);
    return { version, digest, json: file('json'), csv: file('csv'), xlsx: file('xlsx'), pdf: file('pdf') };
  };
  const byPeriod = Map.groupBy(statements, ({ period }) => period.label);
  return [...byPeriod].flatMap(([label, versions]) => {
    const stands = versions.at(-1);
    if (!stands) return [];
    const earlier = versions.slice(0, -1).map((record) => files(`${label}.v${record.version}`, record));
    return [{ id: stands.id, period: stands.period, ...files(label, stands), earlier }];
  });
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

/** The pledges that may still bring something, or did; a contributor's name where it may be published. */
function pledgeRows(pledges: readonly PledgeRecord[], contributors: readonly Contributor[]) {
  const names = new Map(contributors.map(({ id, name, publish }) => [id, publish ? name : undefined]));
  return pledges
    .map((pledge) => {
      const { id, contributor, source, amount, purpose, dueOn } = pledge;
      const name = names.get(contributor);
      return {
        ...{ id, contributor, source, amount, dueOn },
        ...(purpose !== undefined && { purpose }),
        ...(name !== undefined && { name }),
        received: received(pledge),
        state: stateOf(pledge),
      };
    })
    .filter(({ state, received: came }) => state !== 'withdrawn' || came > 0);
}
