import { expect, inject, test } from 'vitest';
import { compounds } from '../../functions/grids/compounds/contract.ts';
import { client } from '../../functions/http/client.ts';
import { CompoundsSnapshot } from '../../functions/publish/compounds/contract.ts';
import { pagePaths, snapshotPaths } from '../../functions/publish/pages.ts';
import { delivered } from '../stack.ts';
import { as } from './as.ts';

/** 凤凰社区 of the demo county, whose secretary and one unit's liaison officer (U01) are demo people. */
const community = '500229001002';
const evidence = 'ab'.repeat(32);
const base = inject('base');
const api = async (name: string) => client(compounds, { ...(await as(name)), language: 'en' });
const draft = (unit: number, other: number) => ({
  title: '楼道照明改造',
  works: [{ item: '灯具与线路', amount: unit + other }],
  budget: unit + other,
  parts: [
    { by: 'unit' as const, unit: 'U01', amount: unit },
    { by: 'unit' as const, unit: 'U02', amount: other },
  ],
});
const facts = {
  name: '测试小区',
  threeNo: { owningUnit: false, management: false, repairFund: false },
  households: 40,
  grids: [`${community}001`],
};
/** A new compound whose name ends otherwise in every run. */
const recorded = async (name: string, extra: object = { committee: '测试小区住宅管理委员会' }) => {
  const desk = await api('secretary');
  const id = `compound-${name}-r${Math.random().toString(36).slice(2, 8)}`;
  const { body, etag } = await desk.recordCompound({ params: { community }, body: { id, ...facts, ...extra } });
  return { desk, params: { community, compound: body.id }, etag: etag! };
};
const published = async (id: string) => {
  const found = await fetch(`${base}/${snapshotPaths.compounds(community)}`);
  if (!found.ok) return undefined;
  return CompoundsSnapshot.parse(await found.json()).compounds.find((compound) => compound.id === id);
};

test('a compound is recorded once, in grids that are in force, and its facts change by their version', async () => {
  const { desk, params, etag } = await recorded('facts');
  const body = { id: params.compound, ...facts };
  await expect(desk.recordCompound({ params: { community }, body })).rejects.toMatchObject({
    refusal: 'compound-exists',
  });
  await expect(
    desk.recordCompound({
      params: { community },
      body: { ...body, id: 'compound-test-far', grids: [`${community}999`] },
    }),
  ).rejects.toMatchObject({ refusal: 'no-such-grid', errors: [{ pointer: '#/grids/0' }] });
  const changed = await desk.changeCompound({ params, body: { ...facts, households: 41 }, ifMatch: etag });
  expect(changed.body).toMatchObject({ households: 41, version: 2 });
  await expect(desk.changeCompound({ params, body: facts, ifMatch: etag })).rejects.toMatchObject({ status: 412 });
});

test('which unit governs an affair is recorded with its day, and shown with what was before', async () => {
  const { desk, params } = await recorded('duties');
  const assigned = (unit: string | undefined, from: string, reason?: string) =>
    desk.assignAffair({
      params,
      body: { affair: 'sanitation', from, ...(unit && { unit }), ...(reason && { reason }) },
    });
  await assigned('U01', '2026-03-01');
  await expect(assigned('U99', '2026-05-01', '调整')).rejects.toMatchObject({ refusal: 'unit-unknown' });
  await expect(assigned('U02', '2026-05-01')).rejects.toMatchObject({ refusal: 'reason-missing' });
  await assigned('U02', '2026-05-01', '单位职能调整');
  const { body } = await (await api('liaison')).compound({ params });
  expect([body.duties.map(({ unit, to }) => [unit, to]), body.names['U01']]).toEqual([
    [
      ['U01', '2026-04-30'],
      ['U02', undefined],
    ],
    '县人民检察院',
  ]);
  await delivered(inject('demo'));
  expect((await published(params.compound))?.duties.length).toBe(2);
  expect(await (await fetch(base + pagePaths.compounds(community))).text()).toContain('单位职能调整');
});

test('several units pay for a renovation: each consents to its share, with a paper where another records it', async () => {
  const { desk, params } = await recorded('renovated');
  const { body: plan } = await desk.planRenovation({ params, body: draft(600_000, 400_000) });
  const at = { params: { ...params, renovation: plan.id } };
  const agree = (ifMatch: string) => desk.stepRenovation({ ...at, body: { transition: 'agree', evidence }, ifMatch });
  await expect(agree('"1"')).rejects.toMatchObject({ refusal: 'consents-missing' });
  const liaison = await api('liaison');
  const others = { unit: 'U02', amount: 400_000 };
  await expect(liaison.consentRenovation({ ...at, body: others })).rejects.toMatchObject({ refusal: 'not-your-share' });
  await expect(desk.consentRenovation({ ...at, body: others })).rejects.toMatchObject({ refusal: 'evidence-missing' });
  await liaison.consentRenovation({ ...at, body: { unit: 'U01', amount: 600_000 } });
  await desk.consentRenovation({ ...at, body: { ...others, document: evidence } });
  await agree('"3"');
  await desk.stepRenovation({ ...at, body: { transition: 'start' }, ifMatch: '"4"' });
  const done = await desk.stepRenovation({ ...at, body: { transition: 'complete', evidence }, ifMatch: '"5"' });
  expect([done.body.state, done.body.version]).toEqual(['done', 6]);
  await delivered(inject('demo'));
  expect((await published(params.compound))?.renovations[0]).toMatchObject({
    state: 'done',
    parts: [{ name: '县人民检察院', amount: 600_000 }, { amount: 400_000 }],
  });
});

test('sums that differ, an unknown unit or another compound’s application are refused with a pointer', async () => {
  const { desk, params } = await recorded('sums');
  const refused = (body: object) => desk.planRenovation({ params, body: { ...draft(2, 3), ...body } });
  await expect(refused({ budget: 6 })).rejects.toMatchObject({ refusal: 'works-differ' });
  await expect(refused({ parts: [{ by: 'residents', amount: 4 }] })).rejects.toMatchObject({ refusal: 'parts-differ' });
  await expect(refused({ parts: [{ by: 'unit', unit: 'U99', amount: 5 }] })).rejects.toMatchObject({
    refusal: 'unit-unknown',
    errors: [{ pointer: '#/parts/0/unit' }],
  });
  const fund = { by: 'fund', fund: 'fund-500229-001-006', amount: 5 };
  await expect(refused({ parts: [{ ...fund, application: 'app-none' }] })).rejects.toMatchObject({
    refusal: 'no-such-application',
    errors: [{ pointer: '#/parts/0/application' }],
  });
  const overview = (await (await fetch(`${base}/${snapshotPaths.fund(fund.fund)}`)).json()) as {
    applications: { id: string }[];
  };
  await expect(refused({ parts: [{ ...fund, application: overview.applications[0]!.id }] })).rejects.toMatchObject({
    refusal: 'grant-elsewhere',
  });
});
