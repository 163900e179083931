import { csv } from '../../exports/csv.ts';
import { gridCode } from '../plans/numbering.ts';
import type { GridOutline } from '../plans/outline.ts';
import { encloses } from './reach.ts';
import { UNASSIGNED } from './painting.ts';

/** A building as an assignment names it. */
export interface Named {
  readonly id: string;
  readonly name?: string | undefined;
  readonly lng: number;
  readonly lat: number;
  readonly households: number;
}

const BOM = '\uFEFF';

export type RowProblem = 'building-unknown' | 'building-missing' | 'building-twice' | 'grid-missing' | 'shape-unknown';

export interface Assignment {
  /** Each building's grid 0..grids-1 in the order of the buildings, or UNASSIGNED. */
  readonly part: Int32Array;
  readonly grids: number;
  /** What the file says of each grid, in the order of the numbers. */
  readonly labels: readonly string[];
  readonly rows: number;
  readonly faults: readonly { readonly row: number; readonly problem: RowProblem }[];
}

/** An assignment as a CSV that spreadsheets open: building, name, households, grid (a code, empty for a building in the bucket). */
export function assignmentCsv(community: string, buildings: readonly Named[], part: ArrayLike<number>): string {
  const gridOf = (i: number): string => (part[i]! >= 0 ? gridCode(community, part[i]!) : '');
  return csv(
    ['building', 'name', 'households', 'grid'],
    buildings.map(({ id, name = '', households }, i) => [id, name, households, gridOf(i)]),
  );
}

/** The grids as GeoJSON polygons. */
export function gridsGeoJson(
  community: string,
  outlines: readonly GridOutline[],
  rows: readonly { readonly households: number; readonly buildings: number }[],
): string {
  const features = outlines.map((coordinates, grid) => ({
    type: 'Feature',
    id: gridCode(community, grid),
    properties: { grid: gridCode(community, grid), ...rows[grid] },
    geometry: { type: 'MultiPolygon', coordinates },
  }));
  return JSON.stringify({ type: 'FeatureCollection', features });
}

/**
 * Reads an assignment from the rows of a table whose first row names its columns (building or id, grid). Grids may be named by code,
 * number or any label. Buildings that the file lacks go into the bucket; rows that cannot be used are told.
 */
export function readTable(table: readonly (readonly string[])[], buildings: readonly Named[]): Assignment {
  const header = (table[0] ?? []).map((name) => name.trim().toLowerCase().replace(BOM, ''));
  const column = (...names: string[]): number => header.findIndex((name) => names.includes(name));
  const [id, grid] = [column('building', 'id', '楼栋', '楼栋编号', '编号'), column('grid', 'code', '网格', '网格编码')];
  const claims = table.slice(1).map((cells, r) => ({
    row: r + 2,
    building: (cells[id] ?? '').trim().replace(/^'(?=[=+\-@])/, ''),
    grid: (cells[grid] ?? '').trim(),
  }));
  return assigned(claims, buildings);
}

/**
 * Reads an assignment from GeoJSON features: polygons are grids and take the buildings inside; other features name a building by
 * their id. The grid is the property grid, code, name or id; a feature's row is its place, counted from 1.
 */
export function readFeatures(features: readonly unknown[], buildings: readonly Named[]): Assignment {
  const claims: Claim[] = [];
  const unknown: Assignment['faults'][number][] = [];
  const known = new Set(buildings.map(({ id }) => id));
  features.forEach((feature, f) => {
    const row = f + 1;
    const { id, properties, geometry } = (feature ?? {}) as Feature;
    const own = text(properties?.['building'] ?? properties?.['id'] ?? id);
    const label = text(properties?.['grid'] ?? properties?.['code']);
    if (known.has(own) || geometry?.type === 'Point') claims.push({ row, building: own, grid: label });
    else {
      const polygons = polygonsOf(geometry);
      const grid = label || text(properties?.['name']) || own || String(row);
      if (!polygons) unknown.push({ row, problem: 'shape-unknown' });
      else for (const { id: building } of within(buildings, polygons)) claims.push({ row, building, grid });
    }
  });
  const { faults, ...rest } = assigned(claims, buildings);
  return { ...rest, rows: features.length, faults: [...unknown, ...faults].sort((a, b) => a.row - b.row) };
}

type Claim = { readonly row: number; readonly building: string; readonly grid: string };
type Feature = {
  readonly id?: unknown;
  readonly properties?: Readonly<Record<string, unknown>> | null;
  readonly geometry?: { readonly type?: unknown; readonly coordinates?: unknown } | null;
};

const text = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';

function assigned(claims: readonly Claim[], buildings: readonly Named[]): Assignment {
  const at = new Map(buildings.map(({ id }, i) => [id, i]));
  const faults: { row: number; problem: RowProblem }[] = [];
  const labelOf = new Map<number, string>();
  const seen = new Set<number>();
  for (const { row, building, grid } of claims) {
    const i = at.get(building);
    if (i === undefined) faults.push({ row, problem: building ? 'building-unknown' : 'building-missing' });
    else if (seen.has(i)) faults.push({ row, problem: 'building-twice' });
    else {
      seen.add(i);
      if (grid) labelOf.set(i, grid);
    }
  }
  const labels = [...new Set(labelOf.values())].sort((a, b) => a.localeCompare(b, 'zh-CN', { numeric: true }));
  const numbers = new Map(labels.map((label, grid) => [label, grid]));
  const part = new Int32Array(buildings.length).fill(UNASSIGNED);
  for (const [i, label] of labelOf) part[i] = numbers.get(label)!;
  return { part, grids: labels.length, labels, rows: claims.length, faults };
}

type Rings = readonly (readonly [number, number])[][];

function polygonsOf(geometry: Feature['geometry']): Rings[] | undefined {
  const polygons = geometry?.type === 'Polygon' ? [geometry.coordinates] : geometry?.coordinates;
  const position = (p: unknown): boolean => Array.isArray(p) && Number.isFinite(p[0]) && Number.isFinite(p[1]);
  const ring = (r: unknown): boolean => Array.isArray(r) && r.length > 3 && r.every(position);
  const polygon = (p: unknown): boolean => Array.isArray(p) && p.length > 0 && p.every(ring);
  const known = geometry?.type === 'Polygon' || geometry?.type === 'MultiPolygon';
  return known && Array.isArray(polygons) && polygons.every(polygon) ? (polygons as Rings[]) : undefined;
}

const within = (buildings: readonly Named[], polygons: readonly Rings[]): Named[] =>
  buildings.filter(({ lng, lat }) =>
    polygons.some((rings) => rings.filter((ring) => encloses(ring, lng, lat)).length % 2 === 1),
  );
