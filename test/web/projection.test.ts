import { expect, test } from 'vitest';
import type { CommunitySnapshot } from '../../functions/publish/contract.ts';
import { snapshotPaths } from '../../functions/publish/pages.ts';
import { draw } from '../../web/map/projection.ts';
import { planned, snapshots } from './county.ts';

const { plan } = snapshots().get(snapshotPaths.community(planned)) as CommunitySnapshot;

/** Absolute corners of a path of 'M' and relative 'l' steps. */
function corners(path: string): string[] {
  return path.split('z').flatMap((ring) => {
    const [x = 0, y = 0, ...steps] = [...ring.matchAll(/-?\d+/g)].map(Number);
    const found = [[x, y]];
    for (let i = 0; i + 1 < steps.length; i += 2) {
      const [px = 0, py = 0] = found.at(-1) ?? [];
      found.push([px + steps[i]!, py + steps[i + 1]!]);
    }
    return ring ? found.map(String) : [];
  });
}

test('neighbours share the corners of their border, so that no gap opens', () => {
  const { shapes } = draw(plan!.features, plan!.grids);
  const byCode = new Map(shapes.map(({ code, path }) => [code, new Set(corners(path))]));
  for (const { code, neighbours } of plan!.grids)
    for (const neighbour of neighbours)
      expect([...byCode.get(code)!].filter((corner) => byCode.get(neighbour)!.has(corner)).length).toBeGreaterThan(0);
});

test('everything lies within the view box, north up and west left', () => {
  const { width, height, shapes } = draw(plan!.features, plan!.grids);
  for (const { path } of shapes)
    for (const corner of corners(path)) {
      const [x = -1, y = -1] = corner.split(',').map(Number);
      expect(x >= 0 && x <= width && y >= 0 && y <= height).toBe(true);
    }
  const labels = new Map(shapes.map(({ code, label }) => [code, label]));
  const grids = plan!.grids.map(({ code, centre }) => ({ centre, label: labels.get(code)! }));
  const west = grids.reduce((a, b) => (a.centre[0] < b.centre[0] ? a : b));
  const north = grids.reduce((a, b) => (a.centre[1] > b.centre[1] ? a : b));
  expect(west.label[0]).toBe(Math.min(...grids.map(({ label }) => label[0])));
  expect(north.label[1]).toBe(Math.min(...grids.map(({ label }) => label[1])));
});

test('grids that touch have different tints', () => {
  const { shapes } = draw(plan!.features, plan!.grids);
  const tints = new Map(shapes.map(({ code, tint }) => [code, tint]));
  for (const { code, neighbours } of plan!.grids)
    for (const neighbour of neighbours) expect(tints.get(neighbour)).not.toBe(tints.get(code));
});
