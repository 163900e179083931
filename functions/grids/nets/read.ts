import * as z from 'zod';
import { refuse } from '../../http/refusal.ts';
import type { TextFile } from '../../http/route.ts';
import { type Feature, readCsv, readFeatures } from '../imports/files.ts';
import type { NetGrid } from './cover.ts';

export interface NetFault {
  /** A feature's place in the file counted from 1, or a CSV's line. */
  readonly row: number;
  readonly refusal: 'grid-missing' | 'building-missing' | 'ring-invalid' | 'geometry-unsupported';
}

/**
 * A department's net from GeoJSON (polygons; properties `id` or `code`, and `units` or `unit`) or from a CSV list of buildings
 * (columns grid, building, unit). Rows of one grid are joined; several units in a cell are divided by ; or 、
 * @returns the good grids in the file's order and the faults of other rows
 * @throws Refusal 'file-unreadable', 'file-without-rows'
 */
export function readNet({ type, text }: TextFile): { grids: NetGrid[]; faults: NetFault[] } {
  const rows =
    type === 'text/csv' ? tableRows(text) : readFeatures(text).map((feature, i) => featureRow(feature, i + 1));
  if (rows.length === 0) refuse('file-without-rows');
  const grids = new Map<string, { id: string; units: string[]; area?: Area; buildings?: string[] }>();
  const faults: NetFault[] = [];
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
  return { grids: [...grids.values()], faults };
}

type Area = [number, number][][][];
type Row = { grid: string; units: string[]; area?: Area; building?: string } | NetFault;

function tableRows(text: string): Row[] {
  return readCsv(text).map(({ row, cells }): Row => {
    const [grid, building] = [cells['grid'], cells['building']];
    if (!grid) return { row, refusal: 'grid-missing' };
    if (!building) return { row, refusal: 'building-missing' };
    return { grid, building, units: unitsIn(cells['unit'] ?? cells['units']) };
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
  return { grid: String(grid), units: unitsIn(properties?.['units'] ?? properties?.['unit']), area: area.data };
}

const unitsIn = (cell: unknown): string[] =>
  (Array.isArray(cell) ? cell.map(String) : typeof cell === 'string' ? cell.split(/[;；、]/) : [])
    .map((unit) => unit.normalize().trim())
    .filter((unit) => unit !== '');
