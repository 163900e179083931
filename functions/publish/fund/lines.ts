import type { ApplicationRecord } from '../../fund/applications/contract.ts';
import { isAsset } from '../../fund/ledger/accounts.ts';
import type { Leg, Row } from '../../fund/ledger/contract.ts';
import type { Contributor } from '../../fund/slips/contract.ts';
import type { LedgerLine } from './contract.ts';

/** The ledger's lines in public terms, oldest first: the chain names nobody, the registers may. */
export function linesOf(
  rows: readonly Row[],
  applications: readonly ApplicationRecord[],
  contributors: readonly Contributor[],
): LedgerLine[] {
  const titles = new Map(applications.map(({ title, application }) => [application.id, title]));
  const names = new Map(contributors.map(({ id, name, publish }) => [id, publish ? name : undefined]));
  const undone = new Set(rows.flatMap((row) => (row.kind === 'reversal' ? [row.entry] : [])));
  const givenBy = new Map(rows.flatMap((row) => (row.kind === 'contribution' ? [[row.id, row] as const] : [])));
  return rows.map((row) => {
    const gift = row.kind === 'contribution' ? row : 'contribution' in row ? givenBy.get(row.contribution) : undefined;
    const application = 'application' in row ? row.application : undefined;
    const about = application === undefined ? names.get(gift?.contributor ?? '') : titles.get(application);
    return {
      seq: row.seq,
      id: row.id,
      day: row.day,
      ...(row.valueDay !== undefined && row.valueDay !== row.day && { valueDay: row.valueDay }),
      kind: row.kind,
      ...(gift && { source: gift.source, contributor: gift.contributor }),
      amount: debits(row.legs),
      change: changeOf(row.legs),
      ...(about !== undefined && { about }),
      ...(application !== undefined && { application }),
      ...('purpose' in row && row.purpose !== undefined && { purpose: row.purpose }),
      ...('voucher' in row && { voucher: row.voucher }),
      ...(undone.has(row.id) && { undone: true as const }),
      hash: row.hash,
    };
  });
}

/** What the ledger holds of an application, oldest first. */
export const rowsOfApplication = (lines: readonly LedgerLine[], application: string): LedgerLine[] =>
  lines.filter((line) => line.application === application);

const debits = (legs: readonly Leg[]): number => legs.reduce((sum, { amount }) => sum + Math.max(0, amount), 0);

const changeOf = (legs: readonly Leg[]): number =>
  legs.reduce((sum, { account, amount }) => sum + (isAsset(account) ? amount : 0), 0);
