import { expect, test } from 'vitest';
import { changesAtom, changesSnapshot } from '../../../../functions/publish/changes/changes.ts';

const grid = '500229001003007';
const county = {
  code: '500229',
  name: '城口县',
  streets: [
    {
      code: '500229001',
      name: '葛城街道',
      communities: [{ code: '500229001003', name: '桂花井社区', kind: 'community' as const }],
    },
  ],
  version: 1,
  updatedAt: '2026-11-18T02:00:00.000Z',
};
const change = {
  grid,
  from: '县财政局',
  to: '县人民检察院',
  day: '2026-11-01',
  reason: '单位 <撤并> & 划转\u0001',
  at: '2026-11-02T01:00:00.000Z',
};
const units = { term: { from: '2026-01-01', until: '2027-12-31' }, publishedAt: change.at, byGrid: {} };

test('a change names its community and says whether its grid still stands', () => {
  const told = changesSnapshot(county, new Set([grid]), { ...units, changes: [change] });
  expect(told.changes).toEqual([
    { ...change, community: { code: '500229001003', name: '桂花井社区' }, standing: true },
  ]);
  expect(changesSnapshot(county, new Set(), { ...units, changes: [change] }).changes[0]!.standing).toBe(false);
  expect(changesSnapshot(county, new Set(), undefined).changes).toEqual([]);
});

test('the feed leads to the grid while it stands and is XML whatever a reason holds', () => {
  const feedOf = (standing: ReadonlySet<string>) =>
    changesAtom(changesSnapshot(county, standing, { ...units, changes: [change] }));
  expect(feedOf(new Set([grid]))).toContain(`<link href="/grids/${grid}/"/>`);
  expect(feedOf(new Set())).not.toContain('/grids/');
  expect(feedOf(new Set())).toContain('<summary>2026-11-01 单位 &lt;撤并&gt; &amp; 划转</summary>');
});
