import { refuse } from '../../http/refusal.ts';
import type { TextFile } from '../../http/route.ts';
import type { RowFault, RowRefusal } from '../../http/rows.ts';
import { type Feature, readCsv, readFeatures } from '../imports/files.ts';
import type { SheetRow } from '../imports/sheet.ts';
import { mergeById } from '../imports/merge.ts';
import { Building } from './contract.ts';
import { gcj02ToWgs84 } from './gcj02.ts';

type Draft = {
  id: string;
  name?: string | undefined;
  compound?: string | undefined;
  lng: unknown;
  lat: unknown;
  households: unknown;
  population: unknown;
  polygon?: Building['polygon'];
};
type Reading = { row: number; draft: Draft } | { row: number; refusal: RowRefusal };

/** A community has some hundreds of buildings; a city mapped as one has some ten thousands. */
const MOST_BUILDINGS = 100_000;

/**
 * Buildings of a GeoJSON (points, polygons, multipolygons) or CSV (id, name, compound, lng, lat, households,
 * population).
 * A feature's row is its place in the file, counted from 1; a CSV's row is its line.
 * @returns the good buildings and the faults of the others
 * @throws Refusal 'file-unreadable', 'file-without-rows'
 */
export const readBuildings = (upload: TextFile, crs: 'WGS84' | 'GCJ02') =>
  taken(
    upload.type === 'text/csv'
      ? readTable(readCsv(upload.text))
      : readFeatures(upload.text).map((feature, i) => readFeature(feature, i + 1)),
    crs,
  );

/** The buildings of a sheet's rows, in WGS84. @throws Refusal 'file-without-rows' */
export const buildingsOf = (rows: readonly SheetRow[]) => taken(readTable(rows), 'WGS84');

function taken(
  readings: readonly Reading[],
  crs: 'WGS84' | 'GCJ02',
): { rows: number; buildings: Building[]; faults: RowFault[] } {
  if (readings.length === 0) refuse('file-without-rows');
  const buildings = new Map<string, Building>();
  const faults: RowFault[] = [];
  for (const reading of readings) {
    const building = 'refusal' in reading ? reading.refusal : buildingOf(reading.draft, crs);
    if (typeof building === 'string') faults.push({ row: reading.row, refusal: building });
    else if (buildings.has(building.id)) faults.push({ row: reading.row, refusal: 'id-twice' });
    else buildings.set(building.id, building);
  }
  return { rows: readings.length, buildings: [...buildings.values()], faults };
}

/**
 * The community's buildings after an import.
 * @throws Refusal 'too-many-buildings'
 */
export function mergeBuildings(stored: readonly Building[], incoming: readonly Building[], mode: 'merge' | 'replace') {
  const merged = mergeById(stored, incoming, mode);
  if (merged.set.length > MOST_BUILDINGS) refuse('too-many-buildings', undefined, { limit: MOST_BUILDINGS });
  return merged;
}

function readTable(rows: readonly SheetRow[]): Reading[] {
  return rows.map(({ row, cells }) => {
    const lng = cells['lng'] ?? cells['lon'] ?? cells['longitude'] ?? cells['x'];
    const lat = cells['lat'] ?? cells['latitude'] ?? cells['y'];
    if (!lng || !lat) return { row, refusal: 'position-missing' };
    const draft = {
      id: cells['id'] || `row-${row}`,
      name: cells['name'] || undefined,
      compound: cells['compound'] || cells['小区'] || undefined,
      lng: Number(lng),
      lat: Number(lat),
      households: numeric(cells['households']),
      population: numeric(cells['population'] ?? cells['pop']),
    };
    return { row, draft };
  });
}

const numeric = (cell: string | undefined): number | undefined =>
  cell === undefined || cell === '' ? undefined : Number(cell);

function readFeature({ id, properties, geometry }: Feature, row: number): Reading {
  const p = properties ?? {};
  const own = [p['id'], p['geoid'], id].find((value) => typeof value === 'string' || typeof value === 'number');
  const { name, compound } = p;
  const counts = { households: p['households'], population: p['population'] ?? p['pop'] };
  const base = {
    id: String(own ?? `row-${row}`),
    ...(typeof name === 'string' && { name }),
    ...(typeof compound === 'string' && { compound }),
    ...counts,
  };
  if (!geometry) return { row, refusal: 'position-missing' };
  if (geometry.type === 'Point') {
    const [lng, lat] = Array.isArray(geometry.coordinates) ? (geometry.coordinates as unknown[]) : [];
    return { row, draft: { ...base, lng, lat } };
  }
  if (geometry.type !== 'Polygon' && geometry.type !== 'MultiPolygon') return { row, refusal: 'geometry-unsupported' };
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  if (!isMultiPolygon(polygons)) return { row, refusal: 'ring-invalid' };
  const polygon = polygons.map((rings) =>
    rings.map((ring) => ring.map(([lng, lat]) => [lng, lat] as [number, number])),
  );
  const [lng, lat] = middle(polygon);
  return { row, draft: { ...base, lng, lat, polygon } };
}

const isPosition = (value: unknown): value is [number, number] =>
  Array.isArray(value) &&
  Number.isFinite(value[0]) &&
  Number.isFinite(value[1]) &&
  Math.abs(value[0] as number) <= 180 &&
  Math.abs(value[1] as number) <= 85;

const isRing = (value: unknown): value is [number, number][] => {
  if (!Array.isArray(value) || value.length < 4 || !value.every(isPosition)) return false;
  const [first, last] = [value[0], value.at(-1)];
  return first?.[0] === last?.[0] && first?.[1] === last?.[1];
};

const isMultiPolygon = (value: unknown): value is [number, number][][][] =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.every((rings) => Array.isArray(rings) && rings.length > 0 && rings.every(isRing));

/** The area's centroid of the largest outer ring (shoelace formula). */
function middle(polygon: readonly (readonly (readonly [number, number])[])[][]): [number, number] {
  let best = { area: -1, lng: 0, lat: 0 };
  for (const [ring] of polygon) {
    const [x0, y0] = ring![0]!;
    let area = 0;
    let sx = 0;
    let sy = 0;
    for (let i = 1; i < ring!.length; i++) {
      const [ax, ay] = [ring![i - 1]![0] - x0, ring![i - 1]![1] - y0];
      const [bx, by] = [ring![i]![0] - x0, ring![i]![1] - y0];
      const cross = ax * by - bx * ay;
      area += cross;
      sx += (ax + bx) * cross;
      sy += (ay + by) * cross;
    }
    if (Math.abs(area) > best.area) {
      best = {
        area: Math.abs(area),
        lng: area === 0 ? x0 : x0 + sx / (3 * area),
        lat: area === 0 ? y0 : y0 + sy / (3 * area),
      };
    }
  }
  return [best.lng, best.lat];
}

/** A building within bounds, in WGS84 to 7 decimals (about a centimetre); or why it is none. */
function buildingOf(draft: Draft, crs: 'WGS84' | 'GCJ02'): Building | RowRefusal {
  if (draft.id.length > 64) return 'id-too-long';
  if (draft.lng === undefined || draft.lat === undefined) return 'position-missing';
  if (!isPosition([draft.lng, draft.lat])) return 'position-invalid';
  if (draft.households == null && draft.population == null) return 'count-missing';
  const households = draft.households ?? Math.round(Number(draft.population) / PEOPLE_A_HOUSEHOLD);
  const move = (position: readonly [number, number]): [number, number] => {
    const [lng, lat] = crs === 'GCJ02' ? gcj02ToWgs84(...position) : position;
    return [Math.round(lng * 1e7) / 1e7, Math.round(lat * 1e7) / 1e7];
  };
  const [lng, lat] = move([draft.lng as number, draft.lat as number]);
  const parsed = Building.safeParse({
    id: draft.id,
    ...(draft.name && { name: worded(draft.name) }),
    ...(draft.compound?.trim() && { compound: worded(draft.compound) }),
    lng,
    lat,
    households,
    ...(draft.population != null && { population: draft.population }),
    ...(draft.polygon && { polygon: draft.polygon.map((rings) => rings.map((ring) => ring.map(move))) }),
  });
  return parsed.success ? parsed.data : 'count-invalid';
}

const worded = (text: string): string => text.normalize().trim().slice(0, 80);

/** Seventh national census (2020): 2.62 people a household; used only where a file has people and no households. */
const PEOPLE_A_HOUSEHOLD = 2.62;
