import { Name } from '../../grids/divisions/contract.ts';
import type { SheetRow } from '../../grids/imports/sheet.ts';
import type { RowFault, RowRefusal } from '../../http/rows.ts';
import { fundIdOf } from '../funds/id.ts';
import { FundId } from '../funds/contract.ts';
import { Fen, Order, Pseudonym, Source } from '../ledger/contract.ts';

/** Who gives: one of the register, or who is entered into it by the row. */
export type GiverOfRow =
  | { readonly id: string }
  | {
      readonly source: Source;
      readonly name: string | undefined;
      readonly publish: boolean;
      readonly consent: boolean;
    };

/** A contribution as a file says it; who gives is told apart, because the register may not know them yet. */
export interface ContributionRow {
  readonly row: number;
  readonly fund: string;
  /** What the sending system calls it: in its fund it is recorded once. */
  readonly number: string;
  readonly giver: GiverOfRow;
  readonly order: Omit<Extract<Order, { kind: 'contribution' }>, 'contributor' | 'source'>;
}

/** Header names, in Chinese and English. */
const columns: Readonly<Record<string, readonly string[]>> = {
  number: ['number', '编号', '序号'],
  fund: ['fund', '基金'],
  contributor: ['contributor', '出资人编号'],
  source: ['source', '来源'],
  name: ['name', '出资人', '名称'],
  publish: ['publish', '公示名称'],
  consent: ['consent', '自愿'],
  fen: ['amount', '金额（分）', '金额(分)'],
  yuan: ['yuan', '金额（元）', '金额(元)'],
  voucher: ['voucher', '凭证号'],
  day: ['day', '到账日期', '日期'],
  late: ['late', '补记'],
  purpose: ['purpose', '用途'],
  pledge: ['pledge', '认捐编号'],
  bank: ['bank', '银行流水号'],
};

const sources: Readonly<Record<string, Source>> = {
  单位: 'unit',
  居民: 'resident',
  经费资助: 'subsidy',
  慈善捐赠: 'charity',
};
const answers: Readonly<Record<string, boolean>> = {
  是: true,
  yes: true,
  true: true,
  '1': true,
  否: false,
  no: false,
  false: false,
  '0': false,
  '': false,
};

const Contribution = Order.options[0];

/** What is said of a member of an order that is not as its schema wants it. */
const saidOf: Readonly<Record<string, RowRefusal>> = {
  voucher: 'voucher-invalid',
  valueDay: 'day-invalid',
  purpose: 'purpose-invalid',
  pledge: 'pledge-invalid',
  bank: 'bank-invalid',
};

const MOST_NUMBER = 40;

/**
 * The contributions of a sheet's rows. A row without a fund is of the importing division's.
 * @param division digits: funds of other divisions are foreign
 */
export function readContributions(
  rows: readonly SheetRow[],
  division: string,
): { taken: ContributionRow[]; faults: RowFault[] } {
  const taken: ContributionRow[] = [];
  const faults: RowFault[] = [];
  for (const { row, cells } of rows) {
    const read = rowOf(row, cells, division);
    if (typeof read === 'string') faults.push({ row, refusal: read });
    else taken.push(read);
  }
  return { taken, faults };
}

function rowOf(row: number, cells: SheetRow['cells'], division: string): ContributionRow | RowRefusal {
  const cell = (name: string): string =>
    (columns[name] ?? [])
      .map((header) => cells[header])
      .find((value) => value)
      ?.trim() ?? '';
  const number = cell('number').normalize();
  if (number === '') return 'id-missing';
  if (number.length > MOST_NUMBER) return 'id-too-long';
  const fund = cell('fund') || fundIdOf(division);
  if (!FundId.safeParse(fund).success) return 'fund-invalid';
  if (!fund.replace(/\D/g, '').startsWith(division)) return 'code-foreign';
  const giver = giverOf(cell);
  if (typeof giver === 'string') return giver;
  const amount = amountOf(cell('fen'), cell('yuan'));
  if (amount === undefined) return 'amount-invalid';
  const late = answers[cell('late').toLowerCase()];
  if (late === undefined) return 'answer-unclear';
  const [valueDay, purpose, pledge, bank] = [cell('day'), cell('purpose'), cell('pledge'), cell('bank')];
  const read = Contribution.omit({ contributor: true, source: true }).safeParse({
    kind: 'contribution',
    amount,
    voucher: cell('voucher'),
    ...(valueDay && { valueDay }),
    ...(late && { late }),
    ...(purpose && { purpose }),
    ...(pledge && { pledge }),
    ...(bank && { bank }),
  });
  if (!read.success) return saidOf[String(read.error.issues[0]?.path[0])] ?? 'amount-invalid';
  return { row, fund, number, giver, order: read.data };
}

function giverOf(cell: (name: string) => string): GiverOfRow | RowRefusal {
  const id = cell('contributor');
  if (id !== '') return Pseudonym.safeParse(id).success ? { id } : 'contributor-invalid';
  const source = Source.safeParse(sources[cell('source')] ?? cell('source'));
  if (!source.success) return 'source-unknown';
  const name = cell('name') || undefined;
  if (source.data === 'resident' && name !== undefined) return 'resident-named';
  if (name !== undefined && !Name.safeParse(name).success) return 'name-too-long';
  const publish = answers[cell('publish').toLowerCase()];
  const consent = answers[cell('consent').toLowerCase()];
  if (publish === undefined || consent === undefined) return 'answer-unclear';
  return { source: source.data, name: name && Name.parse(name), publish, consent };
}

/** Fen, of a column of fen or of one of yuan with two decimals at most; digits are moved, nothing is calculated. */
function amountOf(fen: string, yuan: string): number | undefined {
  if ((fen === '') === (yuan === '')) return undefined;
  const [, whole = '', decimals = ''] = /^(\d{1,10})(?:\.(\d{1,2}))?$/.exec(yuan) ?? [];
  const digits = fen === '' ? whole + decimals.padEnd(2, '0') : fen;
  if (!/^\d{1,12}$/.test(digits) || (fen === '' && whole === '')) return undefined;
  const read = Fen.safeParse(Number(digits));
  return read.success ? read.data : undefined;
}
