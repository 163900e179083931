import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Topology } from '../../../../functions/publish/contract.ts';
import { topologyOf } from '../../../../functions/publish/topology/topology.ts';

type Ring = [number, number][];

const square = (x: number, y: number): Ring =>
  [
    [x, y],
    [x + 1, y],
    [x + 1, y + 1],
    [x, y + 1],
    [x, y],
  ].map(([a, b]) => [109 + a! / 1000, 31 + b! / 1000]);

const feature = (code: string, coordinates: Ring[][]) => ({
  type: 'Feature' as const,
  id: code,
  properties: { code, households: 1, buildings: 1, deviation: 0 },
  geometry: { type: 'MultiPolygon' as const, coordinates },
});
const collection = (features: ReturnType<typeof feature>[]) => ({ type: 'FeatureCollection' as const, features });

/** The rings of a topology as any reader of the format rebuilds them. */
function read({ transform, arcs, objects }: Topology): [number, number][][][][] {
  const whole = arcs.map((arc) => {
    let [x, y] = [0, 0];
    return arc.map(([dx, dy]): [number, number] => {
      [x, y] = [x + dx, y + dy];
      return [x * transform.scale[0] + transform.translate[0], y * transform.scale[1] + transform.translate[1]];
    });
  });
  const ringOf = (indexes: number[]) =>
    indexes.flatMap((index, i) => (index < 0 ? whole[~index]!.toReversed() : whole[index]!).slice(i === 0 ? 0 : 1));
  return objects.grids.geometries.map(({ arcs: polygons }) => polygons.map((rings) => rings.map(ringOf)));
}

/** A ring's edges, wherever it begins. */
const edges = (ring: readonly (readonly [number, number])[]): string[] => {
  const texts = ring.map(([x, y]) => `${x.toFixed(6)},${y.toFixed(6)}`);
  return texts
    .slice(1)
    .map((text, i) => `${texts[i]}>${text}`)
    .sort();
};

test('two grids share their border as one arc, the one forwards, the other backwards', () => {
  const topology = topologyOf(
    collection([feature('500229001002001', [[square(0, 0)]]), feature('500229001002002', [[square(1, 0)]])]),
  );
  expect(topology.arcs).toHaveLength(3);
  const [west, east] = topology.objects.grids.geometries.map(({ arcs }) => arcs.flat(2));
  expect(west!.filter((index) => east!.includes(~index))).toHaveLength(1);
});

test('a grid that fills a hole of another uses its ring', () => {
  const outer: Ring = [
    [109, 31],
    [109.003, 31],
    [109.003, 31.003],
    [109, 31.003],
    [109, 31],
  ];
  const topology = topologyOf(
    collection([
      feature('500229001002001', [[outer, square(1, 1).toReversed()]]),
      feature('500229001002002', [[square(1, 1)]]),
    ]),
  );
  expect(topology.arcs).toHaveLength(2);
});

test('a reader of the topology gets every ring back', () => {
  const cells = fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 12, maxLength: 12 });
  fc.assert(
    fc.property(cells, (owners) => {
      const features = [0, 1, 2].map((owner) =>
        feature(
          `50022900100200${owner + 1}`,
          owners.flatMap((own, at) => (own === owner ? [[square(at % 4, Math.floor(at / 4))]] : [])),
        ),
      );
      const given = features.map(({ geometry }) => geometry.coordinates.map((rings) => rings.map(edges)));
      expect(read(topologyOf(collection(features))).map((parts) => parts.map((rings) => rings.map(edges)))).toEqual(
        given,
      );
    }),
  );
});
