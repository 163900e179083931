import { refuse } from '../../http/refusal.ts';
import type { RowFault, RowRefusal } from '../../http/rows.ts';
import { readCsv } from '../imports/files.ts';
import type { SheetRow } from '../imports/sheet.ts';
import { mergeById } from '../imports/merge.ts';
import { Unit } from './contract.ts';

const MOST_UNITS = 5000;

/** What a county's offices call the kinds. */
const kinds: Readonly<Record<string, Unit['kind']>> = {
  机关: 'department',
  部门: 'department',
  事业单位: 'institution',
  企业: 'enterprise',
  社会组织: 'organisation',
};

/**
 * The units of a CSV: id, name, kind, lng, lat, capacity, phone.
 * @throws Refusal 'file-unreadable', 'file-without-rows'
 */
export const readUnits = (text: string) => unitsOf(readCsv(text));

/** The units of a sheet's rows. @throws Refusal 'file-without-rows' */
export function unitsOf(rows: readonly SheetRow[]): { rows: number; units: Unit[]; faults: RowFault[] } {
  if (rows.length === 0) refuse('file-without-rows');
  const units = new Map<string, Unit>();
  const faults: RowFault[] = [];
  for (const { row, cells } of rows) {
    const unit = unitOf(cells);
    if (typeof unit === 'string') faults.push({ row, refusal: unit });
    else if (units.has(unit.id)) faults.push({ row, refusal: 'id-twice' });
    else units.set(unit.id, unit);
  }
  return { rows: rows.length, units: [...units.values()], faults };
}

/**
 * The register after an import.
 * @throws Refusal 'too-many-units'
 */
export function mergeUnits(stored: readonly Unit[], incoming: readonly Unit[], mode: 'merge' | 'replace') {
  const merged = mergeById(stored, incoming, mode);
  if (merged.set.length > MOST_UNITS) refuse('too-many-units', undefined, { limit: MOST_UNITS });
  return merged;
}

function unitOf(cells: Record<string, string | undefined>): Unit | RowRefusal {
  const { id = '', name = '', kind = '', lng, lat, capacity, phone } = cells;
  if (id.length > 32) return 'id-too-long';
  if (!id) return 'id-missing';
  if (!name) return 'name-missing';
  if (name.length > 60) return 'name-too-long';
  if (!lng || !lat) return 'position-missing';
  const known = kinds[kind] ?? kind;
  if (!(Unit.shape.kind.options as readonly string[]).includes(known)) return 'kind-unknown';
  const draft = {
    id,
    name: name.normalize(),
    kind: known,
    lng: Number(lng),
    lat: Number(lat),
    capacity: Number(capacity || 1),
  };
  if (!Unit.shape.lng.safeParse(draft.lng).success || !Unit.shape.lat.safeParse(draft.lat).success)
    return 'position-invalid';
  if (!Unit.shape.capacity.safeParse(draft.capacity).success) return 'capacity-invalid';
  const parsed = Unit.safeParse({ ...draft, ...(phone && { phone }) });
  return parsed.success ? parsed.data : 'phone-invalid';
}
