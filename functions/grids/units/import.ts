import { refuse } from '../../http/refusal.ts';
import type { RowFault, RowRefusal } from '../../http/rows.ts';
import { mergeById } from '../imports/merge.ts';
import { type SheetRow, underNames } from '../imports/sheet.ts';
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

/** What a county's offices call the columns. */
const columns: Readonly<Record<string, string>> = {
  编号: 'id',
  单位编号: 'id',
  名称: 'name',
  单位名称: 'name',
  类别: 'kind',
  单位类别: 'kind',
  经度: 'lng',
  纬度: 'lat',
  能力: 'capacity',
  承接能力: 'capacity',
  电话: 'phone',
  公开电话: 'phone',
  地址: 'office',
  办公地点: 'office',
  联络员: 'liaison',
  联络员电话: 'liaison phone',
  liaison_phone: 'liaison phone',
  liaisonphone: 'liaison phone',
};

/**
 * The units of a table: id, name, kind, lng, lat, capacity, phone, office, liaison, liaison phone; or the same in Chinese.
 * @throws Refusal 'file-without-rows'
 */
export function readUnits(rows: readonly SheetRow[]): { rows: number; units: Unit[]; faults: RowFault[] } {
  if (rows.length === 0) refuse('file-without-rows');
  const units = new Map<string, Unit>();
  const faults: RowFault[] = [];
  for (const { row, cells } of rows) {
    const unit = unitOf(underNames(columns, cells));
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
  const { id = '', name = '', kind = '', lng, lat, capacity, phone, office, liaison } = cells;
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
  if (!Unit.shape.office.safeParse(office || undefined).success) return 'office-too-long';
  const officer = liaison && { name: liaison.normalize(), ...phoneOf(cells['liaison phone']) };
  if (officer && officer.name.length > 40) return 'name-too-long';
  const parsed = Unit.safeParse({
    ...draft,
    ...phoneOf(phone),
    ...(office && { office: office.normalize() }),
    ...(officer && { liaison: officer }),
  });
  return parsed.success ? parsed.data : 'phone-invalid';
}

const phoneOf = (phone: string | undefined): { phone?: string } => (phone ? { phone } : {});
