import * as z from 'zod';
import { refuse } from '../../http/refusal.ts';
import type { TextFile } from '../../http/route.ts';
import type { RowFault } from '../../http/rows.ts';
import { type Feature, readCsv, readFeatures } from '../imports/files.ts';
import type { StoredNet } from './contract.ts';

/**
 * A department's net from GeoJSON (polygons; properties `id` or `code`, and `units` or `unit`) or from a CSV list of buildings
 * (columns grid, building, unit, and community, whose code then
 * stands before the building's id). Rows of one grid are joined; several units in a cell are divided by ; or 、
 * @returns the good grids in the file's order and the faults of other rows
 * @throws Refusal 'file-unreadable', 'file-without-rows'
 */
export function readNet({ type, text }: TextFile): { rows: number; grids: StoredNet['grids']; faults: RowFault[] } {
  const rows =
    type === 'text/csv' ? tableRows(text) : readFeatures(text).map((feature, i) => featureRow(feature, i + 1));
  if (rows.length === 0) refuse('file-without-rows');
  const grids = new Map<string, { id: string; units: string[]; area?: Area; buildings?: string[] }>();
  const faults: RowFault[] = [];
  for (const row of rows) {
    if ('refusal' in row) {
      faults.push(row);
      continue;
    }
    const known = grids.get(row.grid) ?? { id: row.grid, units: [] };
    grids.set(row.grid, known);
    known.units.push(...row.units.filter((unit) => !known.units.includes(unit)));
    if (row.area) known.area = [...(known.area ?? []), ...row.area];
    if (row.building !== undefined) known.buildings = [...(known.buildings ?? []), row.building];
  }
  return { rows: rows.length, grids: [...grids.values()], faults };
}

type Area = [number, number][][][];
type Row = { grid: string; units: string[]; area?: Area; building?: string } | RowFault;

function tableRows(text: string): Row[] {
  return readCsv(text).map(({ row, cells }): Row => {
    const [grid, building] = [cells['grid'], cells['building']];
    if (!grid) return { row, refusal: 'grid-missing' };
    if (!building) return { row, refusal: 'building-missing' };
    const place = cells['community'] ? `${cells['community']}/${building}` : building;
    const units = unitsIn(cells['unit'] ?? cells['units']);
    return tooLong([grid, place], units) ? { row, refusal: 'name-too-long' } : { grid, building: place, units };
  });
}

const Position = z
  .tuple([z.number().min(-180).max(180), z.number().min(-85).max(85)], z.number())
  .transform(([lng, lat]): [number, number] => [lng, lat]);
const Ring = z
  .array(Position)
  .min(4)
  .refine((ring) => ring[0]![0] === ring.at(-1)![0] && ring[0]![1] === ring.at(-1)![1]);
const Polygon = z.array(Ring).min(1);

function featureRow({ id, properties, geometry }: Feature, row: number): Row {
  const grid = properties?.['id'] ?? properties?.['code'] ?? id;
  if ((typeof grid !== 'string' && typeof grid !== 'number') || grid === '') return { row, refusal: 'grid-missing' };
  if (geometry?.type !== 'Polygon' && geometry?.type !== 'MultiPolygon')
    return { row, refusal: 'geometry-unsupported' };
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  const area = z.array(Polygon).min(1).safeParse(polygons);
  if (!area.success) return { row, refusal: 'ring-invalid' };
  const units = unitsIn(properties?.['units'] ?? properties?.['unit']);
  if (tooLong([String(grid)], units)) return { row, refusal: 'name-too-long' };
  return { grid: String(grid), units, area: area.data };
}

const unitsIn = (cell: unknown): string[] =>
  (Array.isArray(cell) ? cell.map(String) : typeof cell === 'string' ? cell.split(/[;；、]/) : [])
    .map((unit) => unit.normalize().trim())
    .filter((unit) => unit !== '');

/** Names that no office gives, and lists that no grid has. */
const tooLong = (names: readonly string[], units: readonly string[]): boolean =>
  units.length > 50 || [...names, ...units].some((name) => name.length > 80);
