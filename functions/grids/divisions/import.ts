import { refuse } from '../../http/refusal.ts';
import type { RowFault, RowRefusal } from '../../http/rows.ts';
import { readCsv } from '../imports/files.ts';
import type { Community, County, Street } from './contract.ts';

export interface DivisionRow {
  readonly row: number;
  readonly code: string;
  readonly name: string;
}

/** A county with its 25 or so streets has some hundreds of divisions; the record must fit one item. */
const MOST_DIVISIONS = 2000;

/**
 * The rows of a divisions CSV: columns `code` and `name`, others are ignored. Community and village codes make their
 * street known; a street's own row (9 digits) names it.
 * @throws Refusal 'file-unreadable', 'file-without-rows'
 */
export function readDivisions(text: string): DivisionRow[] {
  const rows = readCsv(text);
  if (rows.length === 0) refuse('file-without-rows');
  return rows.map(({ row, cells }) => ({
    row,
    code: (cells['code'] ?? '').trim(),
    name: (cells['name'] ?? '').normalize().trim(),
  }));
}

/**
 * The county after an import: new and changed divisions are taken, stored ones that the file lacks stay.
 * A street that no row names is called by its code until one does.
 * @throws Refusal 'too-many-divisions'
 */
export function mergeDivisions(county: string, stored: readonly Street[], rows: readonly DivisionRow[]) {
  const streets = new Map(
    stored.map((street) => [
      street.code,
      { name: street.name, communities: new Map(street.communities.map((c) => [c.code, c])) },
    ]),
  );
  const faults: RowFault[] = [];
  const seen = new Set<string>();
  let changed = 0;
  for (const { row, code, name } of rows) {
    const refusal = faultOf(county, code, name, seen);
    if (refusal) {
      faults.push({ row, refusal });
      continue;
    }
    seen.add(code);
    if (code.length === 6) continue;
    const streetCode = code.slice(0, 9);
    const known = streets.get(streetCode);
    const street = known ?? { name: streetCode, communities: new Map<string, Community>() };
    if (!known) streets.set(streetCode, street);
    const before = code.length === 9 ? (known ? street.name : undefined) : street.communities.get(code)?.name;
    const tidy = name.replace(/(?<=.)(居民委员会|村民委员会)$/, '');
    if (before === tidy) continue;
    changed++;
    if (code.length === 9) street.name = tidy;
    else street.communities.set(code, { code, name: tidy, kind: kindOf(code, name) });
  }
  const merged = [...streets]
    .map(([code, { name, communities }]) => ({ code, name, communities: [...communities.values()].sort(byCode) }))
    .sort(byCode);
  if (merged.reduce((sum, street) => sum + 1 + street.communities.length, 0) > MOST_DIVISIONS) {
    refuse('too-many-divisions', undefined, { limit: MOST_DIVISIONS });
  }
  return { streets: merged satisfies County['streets'], changed, faults };
}

const byCode = (a: { code: string }, b: { code: string }): number => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0);

function faultOf(county: string, code: string, name: string, seen: ReadonlySet<string>): RowRefusal | undefined {
  if (!/^(\d{6}|\d{9}|\d{12})$/.test(code)) return 'code-invalid';
  if (!code.startsWith(county)) return 'code-foreign';
  if (name === '') return 'name-missing';
  if (name.length > 60) return 'name-too-long';
  return seen.has(code) ? 'code-twice' : undefined;
}

/** NBS codes: 001-199 are residents' committees (communities), 200-399 villagers' committees. */
function kindOf(code: string, name: string): Community['kind'] {
  if (/村民委员会$|村$/.test(name)) return 'village';
  const serial = Number(code.slice(9));
  return serial >= 200 && serial < 400 && !/社区/.test(name) ? 'village' : 'community';
}
