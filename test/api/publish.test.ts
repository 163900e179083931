import { expect, inject, test } from 'vitest';
import * as z from 'zod';
import {
  CommunitySnapshot,
  CountiesSnapshot,
  CountySnapshot,
  GridSnapshot,
  LookupSnapshot,
  SiteSnapshot,
} from '../../functions/publish/contract.ts';
import { GridFeatures } from '../../functions/grids/plans/contract.ts';
import { delivered } from '../stack.ts';
import { api, OFFICER, settled } from './county.ts';

const base = inject('base');
const { aws, outputs } = inject('demo');

const operate = (path: string, body: unknown = {}) =>
  fetch(aws.lambda + path, { method: 'POST', headers: { authorization: 'local' }, body: JSON.stringify(body) });
const invoke = async (event: unknown) => {
  const answer = await operate(`/2015-03-31/functions/${outputs['PublishFunction']}/invocations`, event);
  expect(answer.headers.has('x-amz-function-error')).toBe(false);
  return answer.json();
};
const read = async (path: string) => {
  const response = await fetch(base + path);
  return { status: response.status, text: await response.text() };
};

async function published(serial: number, grids: number) {
  const code = await settled(serial);
  const { plans } = await api(OFFICER);
  const made = await plans.planGrids({ params: { community: code }, body: { grids } });
  await plans.publishPlan({ params: { community: code, plan: made.body.id }, ifMatch: made.etag! });
  await delivered(inject('demo'));
  return { code, plan: made.body };
}

const streamRecord = (sequence: string, pk: string, sk: string) => ({
  eventID: sequence,
  eventName: 'MODIFY',
  dynamodb: { SequenceNumber: sequence, Keys: { pk: { S: pk }, sk: { S: sk } } },
});

test('a published plan stands on its pages and in its snapshots a moment later, without JavaScript', async () => {
  const { code, plan } = await published(40, 3);
  const page = await read(`/communities/${code}/`);
  expect(page.status).toBe(200);
  for (const grid of plan.grids) expect(page.text).toContain(`/grids/${grid.code}/`);
  expect((await read(`/en/communities/${code}/`)).text).toContain('lang="en"');
  expect((await read(`/grids/${code}003/`)).status).toBe(200);
  expect((await read(`/grids/${code}004/`)).status).toBe(404);
  expect((await read('/counties/500238/')).text).toContain('测试40社区');
});

test('a smaller plan takes the grids away that it no longer has', async () => {
  const { code } = await published(41, 4);
  expect((await read(`/grids/${code}004/`)).status).toBe(200);
  const { plans } = await api(OFFICER);
  const next = await plans.planGrids({ params: { community: code }, body: { grids: 2 } });
  await plans.publishPlan({ params: { community: code, plan: next.body.id }, ifMatch: next.etag! });
  await delivered(inject('demo'));
  expect((await read(`/grids/${code}002/`)).status).toBe(200);
  for (const gone of ['003', '004']) {
    expect((await read(`/grids/${code}${gone}/`)).status).toBe(404);
    expect((await read(`/en/grids/${code}${gone}/`)).status).toBe(404);
    expect((await read(`/data/grids/${code}${gone}.json`)).status).toBe(404);
  }
});

test('every snapshot holds exactly the fields that its schema declares', async () => {
  const { code } = await published(42, 2);
  const files: [string, z.ZodType][] = [
    ['/data/site.json', SiteSnapshot],
    ['/data/counties.json', CountiesSnapshot],
    ['/data/counties/500238.json', CountySnapshot],
    [`/data/communities/${code}.json`, CommunitySnapshot],
    [`/data/communities/${code}.geojson`, GridFeatures],
    [`/data/grids/${code}001.json`, GridSnapshot],
    ['/data/lookup/500238.json', LookupSnapshot],
  ];
  for (const [path, schema] of files) {
    const value: unknown = JSON.parse((await read(path)).text);
    expect(schema.parse(value), path).toEqual(value);
  }
});

test('case 21: duplicated and reordered stream records end in the same bytes', async () => {
  const { code } = await published(43, 3);
  const paths = [
    `/communities/${code}/`,
    `/en/communities/${code}/`,
    `/grids/${code}002/`,
    `/data/communities/${code}.json`,
    `/data/grids/${code}002.json`,
  ];
  const bytes = async () => Promise.all(paths.map(async (path) => (await read(path)).text));
  const before = await bytes();
  const records = [
    streamRecord('2', `community#${code}`, 'plan-in-force'),
    streamRecord('1', 'counties', '500238'),
    streamRecord('2', `community#${code}`, 'plan-in-force'),
  ];
  expect(await invoke({ Records: records })).toEqual({ batchItemFailures: [] });
  expect(await bytes()).toEqual(before);
});

test('records of nothing that is public publish nothing and fail nothing', async () => {
  const { code } = await published(44, 2);
  const answer = await invoke({
    Records: [
      streamRecord('7', 'community#999999999999', 'plan-in-force'),
      streamRecord('8', `community#${code}`, 'plan-in-force'),
      streamRecord('9', 'nonsense', ''),
    ],
  });
  expect(answer).toEqual({ batchItemFailures: [] });
});
