import { refuse } from '../../http/refusal.ts';
import type { RowFault, RowRefusal } from '../../http/rows.ts';
import type { SheetRow } from '../../grids/imports/sheet.ts';
import type { Opened } from '../../grids/responsible/place-index.ts';
import { byText } from '../../grids/responsible/responsible.ts';
import { Category } from '../categories/contract.ts';
import { Channel, ContactGiven } from './contract.ts';
import { categoryNames, channelNames } from './names.ts';

/** A file's rows that go into one request. */
export const MOST_ROWS = 500;

export interface ImportRow {
  readonly row: number;
  readonly text: string;
  readonly channel: Channel;
  readonly category?: Category;
  readonly place?: string;
  readonly grid?: string;
  readonly contact?: ContactGiven;
  /** Says what the row holds: the same row is taken once. */
  readonly key: string;
}

/** Header names, in Chinese and English. */
const columns: Readonly<Record<string, readonly string[]>> = {
  text: ['text', '需求内容', '内容'],
  channel: ['channel', '渠道', '来源'],
  category: ['category', '类别'],
  place: ['place', '地点', '小区楼栋'],
  name: ['name', '姓名', '联系人'],
  phone: ['phone', '电话'],
  number: ['number', '编号', '序号'],
};

/**
 * The demands of a sheet, row by row.
 * @throws Refusal 'file-without-rows', 'too-many-demands'
 */
export function readDemands(
  rows: readonly SheetRow[],
  index: Opened | undefined,
): { taken: ImportRow[]; faults: RowFault[] } {
  if (rows.length === 0) refuse('file-without-rows');
  if (rows.length > MOST_ROWS) refuse('too-many-demands', undefined, { limit: MOST_ROWS });
  const taken: ImportRow[] = [];
  const faults: RowFault[] = [];
  for (const { row, cells } of rows) {
    const read = rowOf(row, cells, index);
    if (typeof read === 'string') faults.push({ row, refusal: read });
    else taken.push(read);
  }
  return { taken, faults };
}

function rowOf(row: number, cells: SheetRow['cells'], index: Opened | undefined): ImportRow | RowRefusal {
  const cell = (name: string): string =>
    (columns[name] ?? [])
      .map((header) => cells[header])
      .find((value) => value)
      ?.normalize()
      .trim() ?? '';
  const text = cell('text');
  if (text === '') return 'text-missing';
  if (text.length > 4000) return 'text-too-long';
  const channel = Channel.safeParse(channelNames[cell('channel')] ?? (cell('channel') || 'visit'));
  if (!channel.success) return 'channel-unknown';
  const named = cell('category');
  const category = named === '' ? undefined : Category.safeParse(categoryNames[named] ?? named);
  if (category?.success === false) return 'category-unknown';
  const place = cell('place').slice(0, 80);
  const grids = place === '' || !index ? [] : byText(index, place);
  if (place !== '' && index && grids.length !== 1) return 'place-unclear';
  const contact = contactOf(cell('name'), cell('phone'));
  if (contact === 'phone-invalid') return contact;
  return {
    row,
    text,
    channel: channel.data,
    ...(category && { category: category.data }),
    ...(place && { place }),
    ...(grids[0] && { grid: grids[0] }),
    ...(contact && { contact }),
    key: JSON.stringify([text, channel.data, place, cell('number')]),
  };
}

function contactOf(name: string, phone: string): ContactGiven | undefined | 'phone-invalid' {
  if (name === '' && phone === '') return undefined;
  const read = ContactGiven.safeParse({ ...(name && { name: name.slice(0, 40) }), ...(phone && { phone }) });
  return read.success ? read.data : 'phone-invalid';
}
