import type { GridFeatures } from '../../functions/grids/plans/contract.ts';

type Position = readonly [number, number];

export interface MapShape {
  readonly code: string;
  /** An SVG path in the units of the view box. */
  readonly path: string;
  readonly label: Position;
  /** 0..3, different for grids that share a border. */
  readonly tint: number;
}

export interface MapDrawing {
  readonly width: number;
  readonly height: number;
  readonly shapes: readonly MapShape[];
  /** Where a position stands in the view box. */
  readonly place: (position: Position) => Position;
}

export interface MapGrid {
  readonly code: string;
  /** A point inside for the label; the middle of the largest ring when absent. */
  readonly centre?: Position | undefined;
  readonly neighbours: readonly string[];
}

interface Frame {
  readonly width: number;
  readonly height: number;
  readonly place: (position: Position) => Position;
}

/**
 * Draws grids in a view box `width` wide and at most `width` high.
 * Equirectangular at the mean latitude: within a community (some km) its error is far below a pixel.
 * Points are rounded to whole units, the same for both sides of a border, so that no gaps open.
 * @param beyond positions besides the grids that shall be in view
 */
export function draw(
  features: GridFeatures,
  grids: readonly MapGrid[],
  width = 800,
  beyond: readonly Position[] = [],
): MapDrawing {
  const frame = fit(features, width, beyond);
  const tints = tint(grids);
  const centres = new Map(grids.map((grid) => [grid.code, grid.centre]));
  const shapes = features.features.map((feature) => {
    const code = feature.properties.code;
    const label = frame.place(centres.get(code) ?? middleOf(feature.geometry.coordinates));
    return { code, label, tint: tints.get(code) ?? 0, path: pathOf(feature.geometry.coordinates, frame.place) };
  });
  return { ...frame, shapes };
}

function fit(features: GridFeatures, width: number, beyond: readonly Position[]): Frame {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  const include = ([lng, lat]: Position): void => {
    [west, east] = [Math.min(west, lng), Math.max(east, lng)];
    [south, north] = [Math.min(south, lat), Math.max(north, lat)];
  };
  beyond.forEach(include);
  for (const feature of features.features)
    for (const polygon of feature.geometry.coordinates) for (const ring of polygon) ring.forEach(include);
  const margin = 12;
  const narrowing = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const [across, up] = [(east - west) * narrowing || 1e-9, north - south || 1e-9];
  const scale = Math.min((width - 2 * margin) / across, (width - 2 * margin) / up);
  const side = (width - across * scale) / 2;
  return {
    width,
    height: Math.round(up * scale + 2 * margin),
    place: ([lng, lat]) => [
      Math.round(side + (lng - west) * narrowing * scale),
      Math.round(margin + (north - lat) * scale),
    ],
  };
}

function pathOf(polygons: readonly (readonly (readonly Position[])[])[], place: Frame['place']): string {
  return polygons.flatMap((rings) => rings.map((ring) => ringPath(ring.map(place)))).join('');
}

/** Centroid of the largest outer ring. */
function middleOf(polygons: readonly (readonly (readonly Position[])[])[]): Position {
  let [largest, middle]: [number, Position] = [-1, [0, 0]];
  for (const [ring] of polygons) {
    if (!ring) continue;
    let [area, lng, lat] = [0, 0, 0];
    const [originLng, originLat] = ring[0] ?? [0, 0];
    for (const [i, [x1, y1]] of ring.entries()) {
      const [x2, y2] = ring[(i + 1) % ring.length] ?? [x1, y1];
      const cross = (x1 - originLng) * (y2 - originLat) - (x2 - originLng) * (y1 - originLat);
      area += cross;
      lng += (x1 + x2 - 2 * originLng) * cross;
      lat += (y1 + y2 - 2 * originLat) * cross;
    }
    if (Math.abs(area) <= largest) continue;
    largest = Math.abs(area);
    middle = [originLng + lng / (3 * area || 1), originLat + lat / (3 * area || 1)];
  }
  return middle;
}

/** Relative steps are about half the characters of absolute ones. */
function ringPath(points: readonly Position[]): string {
  let [x, y] = points[0] ?? [0, 0];
  let path = `M${x} ${y}l`;
  for (const [nextX, nextY] of points.slice(1, -1)) {
    if (nextX === x && nextY === y) continue;
    path += `${nextX - x} ${nextY - y} `;
    [x, y] = [nextX, nextY];
  }
  return `${path.trimEnd()}z`;
}

/** Greedy colouring, most neighbours first; a grid that would need a fifth shares the first. */
function tint(grids: readonly MapGrid[]): Map<string, number> {
  const tints = new Map<string, number>();
  const order = [...grids].sort((a, b) => b.neighbours.length - a.neighbours.length || (a.code < b.code ? -1 : 1));
  for (const grid of order) {
    const used = new Set(grid.neighbours.map((code) => tints.get(code)));
    tints.set(grid.code, [0, 1, 2, 3].find((candidate) => !used.has(candidate)) ?? 0);
  }
  return tints;
}
