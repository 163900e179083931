import { rowsOfApplication } from './lines.ts';
import type { ApplicationRecord } from '../../fund/applications/contract.ts';
import type { ReviewOutcome } from '../../fund/applications/review.ts';
import { noticeEnds } from '../../fund/applications/notice.ts';
import { statusOf } from '../../fund/applications/status.ts';
import type { FindingRow } from '../../fund/findings/contract.ts';
import type { FundRecord } from '../../fund/funds/contract.ts';
import { committed, granted, refunded } from '../../fund/ledger/accounts.ts';
import { canonical } from '../../fund/ledger/canonical.ts';
import { entryOf, GENESIS } from '../../fund/ledger/chain.ts';
import type { Row } from '../../fund/ledger/contract.ts';
import { judgeEvidence } from '../../fund/resolution/evidence.ts';
import type { Evidence } from '../../fund/resolution/evidence.ts';
import { settle } from '../../fund/rules/settlement.ts';
import type { ApplicationSnapshot, EntryView, LedgerLine, LedgerPart, MonthRow, Related } from './contract.ts';

/** Lines on one page of the ledger. */
export const PART = 100;

type FundName = Pick<FundRecord, 'id' | 'name'>;

/** The ledger cut into hundreds from the first entry on, so that a full part never changes; part 0 is the newest hundred. */
export function ledgerParts(fund: FundName, lines: readonly LedgerLine[]): LedgerPart[] {
  const parts = Math.ceil(lines.length / PART);
  const whole = { fund, parts, total: lines.length };
  const newest = { ...whole, part: 0, lines: lines.slice(-PART).toReversed() };
  const full = Array.from({ length: parts > 1 ? parts : 0 }, (_, i) => ({
    ...whole,
    part: i + 1,
    lines: lines.slice(i * PART, (i + 1) * PART),
  }));
  return [newest, ...full];
}

/** The pages of all entries, oldest first. */
export function entryViews(
  fund: FundName,
  rows: readonly Row[],
  lines: readonly LedgerLine[],
  findings: readonly FindingRow[],
): EntryView[] {
  const found = Map.groupBy(findings, ({ seq }) => seq);
  const byId = new Map(rows.map((row) => [row.id, row]));
  const undoing = new Map(rows.flatMap((row) => (row.kind === 'reversal' ? [[row.entry, row] as const] : [])));
  const related = (row: Row | undefined): Related | undefined => row && { seq: row.seq, kind: row.kind };
  return rows.map((row, i) => {
    const target = related(byId.get(targetOf(row) ?? ''));
    const undoneBy = related(undoing.get(row.id));
    return {
      fund,
      line: lines[i]!,
      at: row.at,
      by: row.by,
      ...('confirmedBy' in row && { confirmedBy: row.confirmedBy }),
      ...('reason' in row && { reason: row.reason }),
      ...('expiresOn' in row && { expiresOn: row.expiresOn }),
      ...('through' in row && { through: row.through }),
      legs: row.legs,
      previous: rows[i - 1]?.hash ?? GENESIS,
      canonical: canonical(entryOf(row)),
      ...(target && { target }),
      ...(undoneBy && { undoneBy }),
      findings: found.get(row.seq) ?? [],
      last: i === rows.length - 1,
    };
  });
}

const targetOf = (row: Row): string | undefined =>
  row.kind === 'reversal' ? row.entry : 'contribution' in row ? row.contribution : undefined;

/** Everything public of an application. */
export function applicationSnapshot(
  fund: FundRecord,
  record: ApplicationRecord,
  balances: ReadonlyMap<string, number>,
  lines: readonly LedgerLine[],
  review: ReviewOutcome | undefined,
): ApplicationSnapshot {
  const { application, need, quotes, budget, raising, compoundName, evidence } = record;
  const { id, award, actual, notice, history, finalAccount } = application;
  const holidays = { off: new Set(fund.holidays.off), worked: new Set(fund.holidays.worked) };
  const ends = notice && noticeEnds(notice, holidays);
  const approved = history.findLast(({ transition }) => transition === 'approve')?.at;
  const of = (account: string): number => balances.get(account) ?? 0;
  return {
    ...statusOf(record),
    fundName: fund.name,
    need,
    threeNo: application.threeNo,
    quotes,
    budget,
    ...(compoundName !== undefined && { compoundName }),
    ...(raising !== undefined && { raising }),
    ...(evidence && { resolution: resolutionOf(evidence as Evidence) }),
    ...(ends !== undefined && { noticeEnds: ends }),
    ...(approved !== undefined && { noticeFrom: approved }),
    objected: application.objections.map(({ on, answeredOn }) => ({ on, ...(answeredOn && { answeredOn }) })),
    ...(review && { review }),
    money: { paid: of(granted(id)), refunded: 0 - of(refunded(id)), committed: of(committed(id)) },
    entries: rowsOfApplication(lines, id),
    ...(award && actual !== undefined && { settlement: sharesOf(award, actual) }),
    ...(finalAccount !== undefined && { finalAccount }),
  };
}

function resolutionOf(evidence: Evidence): NonNullable<ApplicationSnapshot['resolution']> {
  const { item, all, part, agree, noticeOn, heldOn, committeeTold, minutes } = evidence;
  const { outcome, defects } = judgeEvidence(evidence);
  const told = { item, all, part, agree, noticeOn, heldOn, committeeTold, minutes };
  return { ...told, ...outcome, defects: [...defects] };
}

function sharesOf(award: { fund: number; cost: number }, actual: number) {
  const { fund, own } = settle(award, actual, 0);
  return { fund, own };
}

/** Every month from the first entry to the last. */
export function monthRows(lines: readonly LedgerLine[]): MonthRow[] {
  const months = new Map<string, { in: number; out: number }>();
  for (const { day, change } of lines) {
    const month = months.get(day.slice(0, 7)) ?? { in: 0, out: 0 };
    if (change > 0) month.in += change;
    else month.out -= change;
    months.set(day.slice(0, 7), month);
  }
  let balance = 0;
  return [...months].map(([month, sums]) => {
    balance += sums.in - sums.out;
    return { month, in: sums.in, out: 0 + sums.out, balance };
  });
}
