import { afterAll, beforeAll, expect, test } from 'vitest';
import { divisionStore } from '../../../functions/grids/divisions/store.ts';
import type { Demand } from '../../../functions/lists/demands/contract.ts';
import { demandStore } from '../../../functions/lists/demands/store.ts';
import type { Resource } from '../../../functions/lists/resources/contract.ts';
import { resourceStore } from '../../../functions/lists/resources/store.ts';
import { openTable } from '../../../functions/table/table.ts';
import { embedded } from '../../engine.ts';

let engine: Awaited<ReturnType<typeof embedded>>;
const before = { ...process.env };
beforeAll(async () => {
  engine = await embedded('lists', 'grids', 'journal');
  const { protocol, hostname, port } = await engine.documents.config.endpoint!();
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_DYNAMODB: `${protocol}//${hostname}:${port}`,
    AWS_REGION: 'local',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    TABLE_LISTS: 'lists',
    TABLE_GRIDS: 'grids',
    TABLE_JOURNAL: 'journal',
  });
});
afterAll(async () => {
  process.env = before;
  await engine.stop();
});

const community = '500238001001';
const demand = (n: number, state: Demand['state'], deadline?: string): Demand => ({
  id: `01jd3z8k6q4v5w7x9y0abcdef${n}`,
  community,
  text: '想要一个书架',
  channel: 'visit',
  state,
  version: 1,
  submittedAt: '2026-11-02T02:00:00.000Z',
  helpers: [],
  followers: 0,
  extensions: 0,
  rounds: 0,
  supervised: false,
  history: [],
  ...(deadline !== undefined && { deadline }),
});
const resource: Resource = {
  id: 'R1',
  division: '500238',
  unit: { name: '测试单位' },
  title: '义诊',
  description: '每月一次。',
  kind: 'service',
  category: 'health',
  serves: ['500238'],
  validUntil: '2026-12-10',
  state: 'listed',
  source: 'staff',
  addedAt: '2026-11-01T00:00:00.000Z',
  updatedAt: '2026-11-01T00:00:00.000Z',
  version: 1,
};

test('a morning closes what was confirmed, opens the next round, reminds, and a second run of it changes nothing', async () => {
  const lists = openTable('lists', engine.documents);
  const [demands, divisions] = [demandStore(lists), divisionStore(openTable('grids', engine.documents))];
  const streets = [
    {
      code: '500238001',
      name: '测试街道',
      communities: [{ code: community, name: '测试社区', kind: 'community' as const }],
    },
  ];
  const county = { code: '500238', name: '巫溪县', version: 1, updatedAt: '2026-11-01T00:00:00.000Z', streets };
  await openTable('grids', engine.documents).commit([divisions.save(county)]);
  const given = [
    demand(1, 'rated'),
    demand(2, 'listed', '2026-11-20'),
    demand(3, 'assigned', '2026-11-24'),
    demand(4, 'assigned', '2026-12-20'),
  ];
  await lists.commit([...given.map(demands.save), resourceStore(lists).save(resource)]);
  const { handler } = await import('../../../functions/deadlines/handler.ts');
  const now = '2026-11-24T00:00:00.000Z';
  const once = await handler({ now }, { awsRequestId: 'first' });
  expect(once).toEqual({ steps: 3, reminders: 1 });
  const after = await demands.all(community);
  expect(after.map(({ state, rounds, remindedFor }) => [state, rounds, remindedFor])).toEqual([
    ['closed', 0, undefined],
    ['listed', 1, undefined],
    ['assigned', 0, '2026-11-24'],
    ['assigned', 0, undefined],
  ]);
  const { items } = await openTable('journal', engine.documents).list(community, {});
  expect(items.map(({ operation }) => operation)).toEqual(['deadline close', 'deadline carry-over', 'deadline remind']);
  expect(await handler({ now }, { awsRequestId: 'second' })).toEqual({ steps: 0, reminders: 0 });
});
