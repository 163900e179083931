import {
  Map as MapLibre,
  Marker,
  setWorkerUrl,
  type ExpressionSpecification,
  type StyleSpecification,
} from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import type { Land } from '../../functions/grids/workspace/land.ts';
import type { Theme } from './theme.ts';

export type Place = readonly [lng: number, lat: number];

/** What the map shows of a painting: arrays by building, and the numbers of the grids. */
export interface MapView {
  /** Colour of each building, -1 for the bucket. */
  readonly colour: ArrayLike<number>;
  readonly part: ArrayLike<number>;
  readonly stray: ArrayLike<number>;
  readonly locked: ArrayLike<number>;
  readonly moved: ArrayLike<number> | undefined;
  readonly cursor: number | undefined;
  readonly labels: readonly { readonly at: Place; readonly text: string; readonly tone: string }[];
}

export interface PaintMap {
  show(view: MapView): void;
  recolour(theme: Theme): void;
  /** Metres a pixel covers now. */
  scale(): number;
  /** The place under a point of the map's box, pixels. */
  placeAt(x: number, y: number): Place;
  /** The building whose land is under a point. */
  buildingAt(x: number, y: number): number | undefined;
  /** Lets a drag move the map, or leaves it to a brush. */
  dragging(moves: boolean): void;
  zoom(by: number): void;
  fit(): void;
  /** Moves so that a place is well in view. */
  bringIn(place: Place): void;
  close(): void;
}

setWorkerUrl(workerUrl);

/** A map of the land of buildings; nothing of it comes from another origin. Rejects where there is no WebGL. */
export async function paintMap(
  container: HTMLElement,
  places: readonly Place[],
  land: Land,
  theme: Theme,
): Promise<PaintMap> {
  const bounds = boundsOf(land, places);
  const map = new MapLibre({
    container,
    style: styleOf(places, land, theme),
    bounds,
    fitBoundsOptions: { padding: 24 },
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    keyboard: false,
    renderWorldCopies: false,
    fadeDuration: 0,
    minZoom: 8,
    maxZoom: 20,
  });
  map.touchZoomRotate.disableRotation();
  const canvas = map.getCanvas();
  canvas.removeAttribute('tabindex');
  canvas.removeAttribute('role');
  canvas.removeAttribute('aria-label');
  canvas.setAttribute('aria-hidden', 'true');
  await new Promise<void>((resolve) => void map.once('load', () => resolve()));
  const shower = showerOf(map, places.length, land);
  return {
    show: shower,
    recolour: (next) => recolour(map, next),
    scale: () => metresAPixel(map),
    placeAt: (x, y) => map.unproject([x, y]).toArray(),
    buildingAt: (x, y) => map.queryRenderedFeatures([x, y], { layers: ['cells'] })[0]?.id as number | undefined,
    dragging: (moves) => (moves ? map.dragPan.enable() : map.dragPan.disable()),
    zoom: (by) => void map.zoomTo(map.getZoom() + by, { duration: 150 }),
    fit: () => void map.fitBounds(bounds, { padding: 24, duration: 200 }),
    bringIn: (place) => bringIn(map, place),
    close: () => map.remove(),
  };
}

function bringIn(map: MapLibre, [lng, lat]: Place): void {
  const { x, y } = map.project([lng, lat]);
  const { clientWidth: width, clientHeight: height } = map.getContainer();
  const near = Math.min(width, height) / 6;
  if (x < near || y < near || x > width - near || y > height - near) map.easeTo({ center: [lng, lat], duration: 150 });
}

function metresAPixel(map: MapLibre): number {
  const lat = (map.getCenter().lat * Math.PI) / 180;
  return (40_075_016.7 * Math.cos(lat)) / (512 * 2 ** map.getZoom());
}

/** Tells the map what differs from what it shows: one feature state for each building or border that changed. */
function showerOf(map: MapLibre, n: number, land: Land): (view: MapView) => void {
  const shown = new Int32Array(n).fill(-2);
  const sides = new Uint8Array(land.sides.length);
  const markers: { marker: Marker; element: HTMLElement }[] = [];
  return ({ colour, part, stray, locked, moved, cursor, labels }) => {
    for (let i = 0; i < n; i++) {
      const flags = (stray[i] ? 1 : 0) | (locked[i] ? 2 : 0) | (moved?.[i] ? 4 : 0) | (cursor === i ? 8 : 0);
      const state = ((colour[i]! + 1) << 4) | flags;
      if (state === shown[i]) continue;
      shown[i] = state;
      const told = { c: colour[i]!, s: (flags & 1) > 0, l: (flags & 2) > 0, m: (flags & 4) > 0, k: (flags & 8) > 0 };
      map.setFeatureState({ source: 'cells', id: i }, told);
      map.setFeatureState({ source: 'dots', id: i }, told);
    }
    land.sides.forEach(({ a, b }, s) => {
      const border = part[a] === part[b] ? 0 : 1;
      if (border === sides[s]) return;
      sides[s] = border;
      map.setFeatureState({ source: 'sides', id: s }, { on: border === 1 });
    });
    labels.forEach(({ at, text, tone }, l) => {
      const label = (markers[l] ??= labelOn(map, at));
      label.marker.setLngLat([...at] as [number, number]);
      if (label.element.textContent !== text) label.element.textContent = text;
      if (label.element.dataset['tone'] !== tone) label.element.dataset['tone'] = tone;
    });
    for (const { marker } of markers.splice(labels.length)) marker.remove();
  };
}

function labelOn(map: MapLibre, [lng, lat]: Place): { marker: Marker; element: HTMLElement } {
  const element = document.createElement('span');
  element.className = 'grid-number';
  const marker = new Marker({ element }).setLngLat([lng, lat]).addTo(map);
  for (const name of ['role', 'aria-label', 'tabindex']) element.removeAttribute(name);
  element.setAttribute('aria-hidden', 'true');
  return { marker, element };
}

function boundsOf(land: Land, places: readonly Place[]): [west: number, south: number, east: number, north: number] {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  const add = ([lng, lat]: Place): void => {
    [box[0], box[1]] = [Math.min(box[0], lng), Math.min(box[1], lat)];
    [box[2], box[3]] = [Math.max(box[2], lng), Math.max(box[3], lat)];
  };
  places.forEach(add);
  for (const polygons of land.cells) for (const ring of polygons.flat()) ring.forEach(add);
  return box;
}

const state = (name: string): ExpressionSpecification => ['boolean', ['feature-state', name], false];

const fillOf = ({ grids, unassigned }: Theme): ExpressionSpecification =>
  [
    'match',
    ['coalesce', ['feature-state', 'c'], -1],
    ...grids.flatMap((colour, c) => [c, colour]),
    unassigned,
  ] as unknown as ExpressionSpecification;

function styleOf(places: readonly Place[], land: Land, theme: Theme): StyleSpecification {
  const feature = (id: number, geometry: object) => ({ type: 'Feature' as const, id, properties: {}, geometry });
  const source = (features: object[]) => ({
    type: 'geojson' as const,
    data: { type: 'FeatureCollection' as const, features } as never,
    tolerance: 0.1,
  });
  return {
    version: 8,
    sources: {
      cells: source(land.cells.map((coordinates, i) => feature(i, { type: 'MultiPolygon', coordinates }))),
      sides: source(land.sides.map(({ line }, s) => feature(s, { type: 'LineString', coordinates: line }))),
      dots: source(places.map((coordinates, i) => feature(i, { type: 'Point', coordinates }))),
    },
    layers: [
      { id: 'paper', type: 'background', paint: { 'background-color': theme.paper } },
      { id: 'cells', type: 'fill', source: 'cells', paint: { 'fill-color': fillOf(theme), 'fill-antialias': true } },
      {
        id: 'sides',
        type: 'line',
        source: 'sides',
        layout: { 'line-cap': 'round' },
        paint: {
          'line-color': theme.ink,
          'line-width': ['case', state('on'), 2.5, 0.5],
          'line-opacity': ['case', state('on'), 0.9, 0.18],
        },
      },
      {
        id: 'astray',
        type: 'line',
        source: 'cells',
        paint: {
          'line-color': theme.late,
          'line-width': ['case', state('s'), 3, 0],
          'line-opacity': ['case', state('s'), 1, 0],
        },
      },
      {
        id: 'dots',
        type: 'circle',
        source: 'dots',
        paint: {
          'circle-color': ['case', state('s'), theme.late, state('m'), theme.card, theme.ink],
          'circle-opacity': ['case', ['any', state('s'), state('m'), state('l'), state('k')], 1, 0.55],
          'circle-radius': [
            'interpolate',
            ['exponential', 1.6],
            ['zoom'],
            13,
            ['case', state('k'), 5, ['any', state('m'), state('l')], 2.4, 1.4],
            18,
            ['case', state('k'), 13, ['any', state('m'), state('l')], 8, 6],
          ],
          'circle-stroke-color': ['case', state('k'), theme.accent, theme.ink],
          'circle-stroke-width': ['case', state('k'), 4, state('l'), 2.5, state('m'), 2, 0],
        },
      },
    ],
  };
}

function recolour(map: MapLibre, theme: Theme): void {
  map.setPaintProperty('paper', 'background-color', theme.paper);
  map.setPaintProperty('cells', 'fill-color', fillOf(theme));
  map.setPaintProperty('sides', 'line-color', theme.ink);
  map.setPaintProperty('astray', 'line-color', theme.late);
  map.setPaintProperty('dots', 'circle-color', ['case', state('s'), theme.late, state('m'), theme.card, theme.ink]);
  map.setPaintProperty('dots', 'circle-stroke-color', ['case', state('k'), theme.accent, theme.ink]);
}
