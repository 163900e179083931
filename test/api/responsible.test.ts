import { writeXlsx } from 'hucre/xlsx';
import { expect, inject, test } from 'vitest';
import { allocations } from '../../functions/grids/allocation/contract.ts';
import { contacts } from '../../functions/grids/contacts/contract.ts';
import { XLSX } from '../../functions/grids/imports/sheet.ts';
import { plans } from '../../functions/grids/plans/contract.ts';
import { responsibleRoutes } from '../../functions/grids/responsible/contract.ts';
import { client } from '../../functions/http/client.ts';
import { delivered } from '../stack.ts';
import { as } from './as.ts';
import { OFFICER, settled } from './county.ts';

const demo = '500229001002';
const api = async (name: string) =>
  client({ ...contacts, ...responsibleRoutes, ...plans }, { ...(await as(name)), language: 'en' });

/** A point well inside a grid of the demo, and one on a border of two. */
async function points() {
  const { body } = await (await api('hotline')).plans({ params: { community: demo } });
  const plan = body.items.find(({ state }) => state === 'published')!;
  const params = { community: demo, plan: plan.id };
  const { grids } = (await (await api('hotline')).plan({ params })).body;
  const { features } = (await (await api('hotline')).planFeatures({ params })).body;
  const corners = features.map(({ geometry }) => geometry.coordinates.flat(2));
  const shared = corners[0]!.find((corner) =>
    corners.slice(1).some((ring) => ring.some((c) => c.join() === corner.join())),
  )!;
  return { inside: grids[6]!.centre, code: grids[6]!.code, shared };
}

test('a system asks who is responsible by point, code and address, and gets units, leaders, phones and the term', async () => {
  const hotline = await api('hotline');
  const { inside, code, shared } = await points();
  const params = { division: '500229' };
  const at = await hotline.responsible({ params, query: { lng: inside[0], lat: inside[1] } });
  expect(at.body).toMatchObject({ kind: 'grid', answers: [{ grid: code, community: { name: '凤凰社区' } }] });
  const [answer] = at.body.answers;
  expect(answer!.units.map(({ name }) => name)).toContain('县人民检察院');
  expect(answer!.contacts.map(({ role }) => role)).toEqual([
    'grid-leader',
    'grid-worker',
    'liaison-leader',
    'supervision',
  ]);
  expect(answer!.term).toEqual({ from: '2026-01-01', until: '2027-12-31' });

  expect((await hotline.responsible({ params, query: { grid: code } })).body.answers[0]).toEqual(answer);
  const border = await hotline.responsible({ params, query: { lng: shared[0], lat: shared[1] } });
  expect(border.body.kind).toBe('border');
  expect(border.body.answers.length).toBeGreaterThan(1);
  expect(border.body.answers[1]!.metres).toBeLessThanOrEqual(15);
  const named = await hotline.responsible({ params, query: { text: '桂花井社区农发小区3栋' } });
  expect(named.body).toMatchObject({ kind: 'grid', answers: [{ community: { name: '桂花井社区' } }] });
  expect((await hotline.responsible({ params, query: { lng: 0, lat: 0 } })).body).toEqual({
    kind: 'none',
    answers: [],
  });
  await expect(hotline.responsible({ params })).rejects.toMatchObject({ status: 422, refusal: 'question-missing' });
  await expect(hotline.responsible({ params: { division: '500229999' }, query: { grid: code } })).rejects.toMatchObject(
    {
      refusal: 'no-such-division',
    },
  );
});

test('10,000 points are answered at once, in their order, each grid told once', async () => {
  const hotline = await api('hotline');
  const { inside, code } = await points();
  const far: [number, number] = [1.5, 2.5];
  const body = {
    points: Array.from({ length: 10_000 }, (_, i): [number, number] =>
      i % 2 ? far : [inside[0] + i * 1e-12, inside[1]],
    ),
  };
  const { body: answers } = await hotline.responsibleBatch({ params: { division: '500229' }, body });
  expect(answers.answers).toHaveLength(10_000);
  expect(answers.answers.slice(0, 2)).toEqual([{ grid: code }, {}]);
  expect(answers.grids.map(({ grid }) => grid)).toEqual([code]);
});

test('leaders and grid staff come from a sheet; bad rows are told, private columns are not read', async () => {
  const officer = await api(OFFICER);
  const code = await settled(70);
  const params = { division: '500238' };
  const header = ['code', 'role', 'name', 'title', 'phone', '身份证号'];
  const rows = [
    [code, '综合联系领导', '测试领导', '县领导', '023-1111-0001', '500000000000000000'],
    [`${code}001`, '网格员', '测试网格员', '', '02311110002', '500000000000000001'],
    [`${code}001`, '村长', '甲', '', '02311110003', ''],
    [code, '网格员', '乙', '', '02311110004', ''],
    [`${code}001`, '网格长', '', '', '02311110005', ''],
    [`${code}001`, '网格长', '丙', '', '电话', ''],
    ['500229001002', '综合联系领导', '丁', '', '02311110006', ''],
  ];
  const bytes = new Uint8Array(await writeXlsx({ sheets: [{ name: '联系人', rows: [header, ...rows] }] }));
  const first = await officer.importContacts({ params, upload: { type: XLSX, bytes } });
  expect(first.body).toMatchObject({ rows: 7, stored: 2 });
  expect(first.body.errors.map(({ row, refusal }) => [row, refusal])).toEqual([
    [4, 'role-unknown'],
    [5, 'place-invalid'],
    [6, 'name-missing'],
    [7, 'phone-invalid'],
    [8, 'code-foreign'],
  ]);
  expect((await officer.importContacts({ params, upload: { type: XLSX, bytes } })).body).toMatchObject({ stored: 0 });
  const { body } = await officer.contacts({ params: { division: code } });
  expect(body.items.map(({ name, phone }) => [name, phone])).toEqual([
    ['测试领导', '023-1111-0001'],
    ['测试网格员', '02311110002'],
  ]);
  expect(JSON.stringify(body)).not.toContain('500000000000000');
});

test('a decision gives a grid to another unit at once; the history stays and the public page says why', async () => {
  const county = client(allocations, { ...(await as('county')), language: 'en' });
  const hotline = await api('hotline');
  const params = { division: '500229' };
  const grid = '500229001004002';
  const unitsOf = async () =>
    (await hotline.responsible({ params, query: { grid } })).body.answers[0]!.units.map(({ id }) => id);
  const [from = ''] = await unitsOf();
  const day = '2026-01-05';
  const decide = (body: object) =>
    county.changeAllocation({ params, body: { grid, from, to: 'U09', day, reason: '单位撤并，职责划转', ...body } });
  const refused = (body: object, refusal: string) => expect(decide(body)).rejects.toMatchObject({ refusal });
  await refused({ from: 'nobody' }, 'unit-not-in-grid');
  await refused({ to: 'nobody' }, 'unit-unknown');
  await refused({ to: from }, 'unit-in-grid');
  await refused({ day: '2099-01-01' }, 'day-in-the-future');
  const { body } = await decide({});
  expect(body).toMatchObject({ grid, from: { unit: from }, to: { unit: 'U09' }, day });
  expect(await unitsOf()).toContain('U09');
  expect(await unitsOf()).not.toContain(from);
  const { items } = (await county.allocationChanges({ params })).body;
  expect(items[0]).toEqual(body);

  await delivered(inject('demo'));
  const page = await (await fetch(`${inject('base')}/grids/${grid}/`)).text();
  expect(page).toContain('单位撤并，职责划转');
  expect(page).not.toContain(body.by);
  for (const path of ['/counties/500229/changes/', '/data/changes/500229.json', '/data/changes/500229.atom']) {
    const told = await (await fetch(inject('base') + path)).text();
    for (const text of [body.from.name, body.to.name, '单位撤并，职责划转']) expect(told, path).toContain(text);
  }
}, 180_000);
