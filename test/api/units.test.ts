import { expect, inject, test } from 'vitest';
import { allocations } from '../../functions/grids/allocation/contract.ts';
import { plans } from '../../functions/grids/plans/contract.ts';
import { units } from '../../functions/grids/units/contract.ts';
import { client } from '../../functions/http/client.ts';
import { GridSnapshot } from '../../functions/publish/contract.ts';
import { delivered } from '../stack.ts';
import { as } from './as.ts';
import { community, OFFICER, settled } from './county.ts';

const params = { division: '500238' };
const term = { from: '2026-01-01', until: '2026-12-31' };

const api = async () => {
  const options = await as(OFFICER);
  return { units: client(units, options), allocations: client(allocations, options), plans: client(plans, options) };
};

const register = (count: number) =>
  [
    'id,name,kind,lng,lat,capacity,phone',
    ...Array.from(
      { length: count },
      (_, i) => `T${i + 1},测试单位${i + 1},机关,${109.63 + (i % 6) * 0.0004},31.39,${10 + i},023-0000-${1000 + i}`,
    ),
  ].join('\n');

/** A community with a published plan, whose grids are allocated. */
async function gridded(serial: number, grids: number): Promise<string> {
  const community = await settled(serial);
  const { plans: planning } = await api();
  const made = await planning.planGrids({ params: { community }, body: { grids } });
  await planning.publishPlan({ params: { community, plan: made.body.id }, ifMatch: made.etag! });
  return community;
}

test('units are imported with their row errors, and stored once', async () => {
  await community(306);
  const { units: importing } = await api();
  const text = `${register(6)}\nX1,,机关,109,31,1,\nX2,名,王国,109,31,1,\nX3,名,机关,109,31,1,电话\nX4,名,机关,,31,1,`;
  const first = await importing.importUnits({ params, upload: { type: 'text/csv', text } });
  expect(first.body.errors.map(({ row, refusal }) => [row, refusal])).toEqual([
    [8, 'name-missing'],
    [9, 'kind-unknown'],
    [10, 'phone-invalid'],
    [11, 'position-missing'],
  ]);
  const again = await importing.importUnits({ params, upload: { type: 'text/csv', text } });
  expect(again.body).toMatchObject({ stored: 0, unchanged: 6 });
  const listed: string[] = [];
  let cursor: string | undefined;
  do {
    const { body } = await importing.units({ params, query: { limit: 4, ...(cursor !== undefined && { cursor }) } });
    expect(body.items.length).toBeLessThanOrEqual(4);
    expect(body.total).toBeGreaterThanOrEqual(6);
    listed.push(...body.items.map(({ id }) => id));
    cursor = body.next;
  } while (cursor !== undefined);
  expect(listed.filter((id) => /^T[1-6]$/.test(id))).toEqual(['T1', 'T2', 'T3', 'T4', 'T5', 'T6']);
  expect(new Set(listed).size).toBe(listed.length);
});

test('an allocation gives every grid its units, is proven optimal, and shows on the public page once published', async () => {
  const community = await gridded(60, 3);
  const { units: importing, allocations: allocating } = await api();
  await importing.importUnits({ params, query: { mode: 'replace' }, upload: { type: 'text/csv', text: register(6) } });
  const made = await allocating.allocateUnits({
    params,
    body: { communities: [community], fixed: { T6: `${community}001` } },
  });
  expect(made.body).toMatchObject({ state: 'draft', units: 6, grids: 3 });
  expect(made.body.objective.bound).toBeCloseTo(made.body.objective.value, 6);
  const held = Map.groupBy(made.body.pairs, ({ grid }) => grid);
  expect([...held.values()].map((pairs) => pairs.length)).toEqual([2, 2, 2]);
  expect(made.body.pairs.find(({ unit }) => unit === 'T6')).toMatchObject({ grid: `${community}001`, rule: 'fixed' });

  const before = (await allocating.allocations({ params })).body.items.some(({ state }) => state === 'published');
  await allocating.publishAllocation({
    params: { ...params, allocation: made.body.id },
    body: { term, ...(before && { reason: '测试更换' }) },
    ifMatch: made.etag!,
  });
  await delivered(inject('demo'));
  const grid = GridSnapshot.parse(await (await fetch(`${inject('base')}/data/grids/${community}001.json`)).json());
  expect(grid.units.map(({ name }) => name)).toContain('测试单位6');
  expect(grid.term).toEqual(term);
  const page = await (await fetch(`${inject('base')}/grids/${community}001/`)).text();
  expect(page).toContain('测试单位6');
  expect(page).toContain('tel:02300001005');
});

test('replacing an allocation in force needs a reason, and the old one is kept', async () => {
  const community = await gridded(61, 2);
  const { allocations: allocating } = await api();
  const draft = () => allocating.allocateUnits({ params, body: { communities: [community] } });
  const publish = (id: string, reason?: string) =>
    allocating.publishAllocation({
      params: { ...params, allocation: id },
      body: { term, ...(reason && { reason }) },
      ifMatch: '"1"',
    });
  const [first, second] = [await draft(), await draft()];
  await publish(first.body.id, '首次或更换');
  await expect(publish(second.body.id)).rejects.toMatchObject({ refusal: 'reason-missing', status: 422 });
  await publish(second.body.id, '单位撤并');
  const { body } = await allocating.allocation({ params: { ...params, allocation: first.body.id } });
  expect(body.state).toBe('superseded');
  await expect(publish(first.body.id, '再来')).rejects.toMatchObject({ status: 412 });
});

test('what cannot be allocated is refused by name', async () => {
  const community = await gridded(62, 2);
  const { allocations: allocating } = await api();
  const refused = (body: object, refusal: string) =>
    expect(allocating.allocateUnits({ params, body })).rejects.toMatchObject({ refusal });
  await refused({ communities: ['500238001099'] }, 'no-plans-in-force');
  await refused({ communities: [community], fixed: { nobody: `${community}001` } }, 'fixed-unit-unknown');
  await refused({ communities: [community], fixed: { T1: `${community}009` } }, 'fixed-grid-unknown');
  const made = await allocating.allocateUnits({ params, body: { communities: [community] } });
  const publish = allocating.publishAllocation({
    params: { ...params, allocation: made.body.id },
    body: { term: { from: '2027-01-01', until: '2026-01-01' }, reason: '任期写反' },
    ifMatch: made.etag!,
  });
  await expect(publish).rejects.toMatchObject({ refusal: 'term-invalid' });
});
