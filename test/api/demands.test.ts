import { expect, inject, test } from 'vitest';
import { plans } from '../../functions/grids/plans/contract.ts';
import { client } from '../../functions/http/client.ts';
import type { DemandFile } from '../../functions/lists/demands/contract.ts';
import { as } from './as.ts';
import { OFFICER, settled } from './county.ts';
import { listsApi } from './lists.ts';

const base = inject('base');

/** A community of two grids in force. */
async function gridded(serial: number): Promise<string> {
  const community = await settled(serial);
  const planning = client(plans, await as(OFFICER));
  const made = await planning.planGrids({ params: { community }, body: { grids: 2 } });
  await planning.publishPlan({ params: { community, plan: made.body.id }, ifMatch: made.etag! });
  return community;
}

const stepper =
  (community: string, demand: string) =>
  async (body: { transition: string; [given: string]: unknown }, at?: string) => {
    const { demands } = await listsApi(OFFICER, at);
    const params = { community, demand };
    const before = await demands.demand({ params });
    return demands.stepDemand({ params, body: body as never, ifMatch: before.etag! });
  };

test('a resident is heard without an account: grid derived, words private, contact apart, masked, opened on record and erased', async () => {
  const community = await gridded(71);
  const anyone = (await listsApi(OFFICER)).demands;
  const made = await anyone.submitDemand({
    params: { community },
    body: {
      text: '楼道灯坏了，老人晚上不敢下楼<script>alert(1)</script>\u0007',
      place: { name: '测试小区1栋' },
      contact: { name: '金丝雀', phone: '13912345678', address: '1单元302' },
    },
  });
  expect(made.body.grid).toMatch(new RegExp(`^${community}`));
  const code = made.body.code!;
  expect(code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  const params = { community, demand: made.body.id };
  const file = (await anyone.demand({ params })).body;
  expect(file).toMatchObject({ state: 'submitted', contact: '金** 139****78 ***' });
  expect(file.text).not.toContain('\u0007');
  expect((await anyone.contact({ params })).body.phone).toBe('13912345678');
  const tracked = await anyone.trackDemand({ params: { code: code.toLowerCase().replaceAll('-', '') } });
  expect(tracked.body).toMatchObject({ hasContact: true, state: 'submitted' });
  expect((await anyone.eraseContact({ params: { code } })).body.hasContact).toBe(false);
  await expect(anyone.contact({ params })).rejects.toMatchObject({ refusal: 'no-contact', status: 404 });
  await expect(anyone.trackDemand({ params: { code: 'ZZZZ-ZZZZ-ZZZZ' } })).rejects.toMatchObject({
    refusal: 'no-such-demand',
  });
});

test('what is not a place, too long or of another county is refused by name', async () => {
  const community = await gridded(72);
  const anyone = (await listsApi(OFFICER)).demands;
  const say = (body: object) => anyone.submitDemand({ params: { community }, body: { text: '要修路', ...body } });
  await expect(say({ place: { name: '没有这个小区' } })).rejects.toMatchObject({
    refusal: 'place-unknown',
    status: 422,
  });
  await expect(say({ place: { point: [0, 0] } })).rejects.toMatchObject({ refusal: 'point-outside' });
  await expect(say({ text: '长'.repeat(4001) })).rejects.toMatchObject({ refusal: 'request-invalid' });
  const { body } = await say({});
  const { demands: foreign } = await listsApi('county');
  await expect(foreign.demand({ params: { community, demand: body.id } })).rejects.toMatchObject({ status: 403 });
  const { demands: own } = await listsApi(OFFICER);
  await expect(own.demand({ params: { community: '500238001001', demand: body.id } })).rejects.toMatchObject({
    refusal: 'no-such-demand',
  });
});

test('a demand goes its way by triage and answers; steps out of order and two at once lose nothing', async () => {
  const community = await gridded(73);
  const { demands } = await listsApi(OFFICER);
  const { body } = await demands.submitDemand({
    params: { community },
    body: { text: '两个娃儿要考试了，没人辅导功课' },
  });
  const step = stepper(community, body.id);
  await expect(step({ transition: 'assign', unit: 'T1' })).rejects.toMatchObject({ refusal: 'no-such-transition' });
  await expect(step({ transition: 'accept' })).rejects.toMatchObject({ refusal: 'category' });
  const listed = await step({ transition: 'accept', category: 'children', title: '放学后的功课辅导' });
  expect(listed.body).toMatchObject({ state: 'listed', title: '放学后的功课辅导' });
  await expect(step({ transition: 'claim' })).rejects.toMatchObject({ refusal: 'not-your-turn' });

  const params = { community, demand: body.id };
  const both = await Promise.allSettled(
    ['T1', 'T2'].map((unit) =>
      demands.stepDemand({ params, body: { transition: 'assign', unit, reason: '就近' }, ifMatch: listed.etag! }),
    ),
  );
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  const { body: assigned } = await demands.demand({ params });
  expect(assigned.history.map(({ transition }) => transition)).toEqual(['accept', 'assign']);
  await expect(step({ transition: 'extend', days: 3 })).rejects.toMatchObject({ refusal: 'reason' });
  const paused = await step({ transition: 'pause', reason: '等施工队' });
  expect(paused.body.deadline).toBeUndefined();
  await step({ transition: 'resume' });
  const { body: tracked } = await demands.trackDemand({ params: { code: body.code! } });
  expect(tracked.timeline.at(-2)).toMatchObject({ transition: 'pause', reason: '等施工队' });
  expect(tracked.steps).toEqual(['withdraw', 'note']);
  await expect(
    demands.answerDemand({ params: { code: body.code! }, body: { transition: 'solved', rating: 5 } }),
  ).rejects.toMatchObject({ refusal: 'no-such-transition' });
});

test('floods from one address are held back and told when to come again', async () => {
  const community = await gridded(74);
  const { demands } = await listsApi(OFFICER, '2031-05-05T03:00:00.000Z');
  const { settings } = await listsApi(OFFICER);
  const { flood } = (await settings.listSettings({ params: { division: '500238' } })).body;
  const { body: first } = await demands.submitDemand({ params: { community }, body: { text: '第 1 件' } });
  const note = () =>
    demands.answerDemand({ params: { code: first.code! }, body: { transition: 'note', reason: '补充' } });
  for (let i = 1; i < flood.hour; i++) await note();
  await expect(note()).rejects.toMatchObject({ refusal: 'too-many-from-here', status: 429 });
  const answer = await fetch(`${base}/api/v1/communities/${community}/demands`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'idempotency-key': '"flood"',
      'sonata-local-time': '2031-05-05T03:00:00.000Z',
    },
    body: JSON.stringify({ text: '再来一件' }),
  });
  expect(answer.status).toBe(429);
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
});

test('a sheet is previewed, taken with its row errors, and stores nothing twice', async () => {
  const community = await gridded(75);
  const { demands } = await listsApi(OFFICER);
  const text = [
    '需求内容,渠道,类别,地点,姓名,电话',
    '路灯不亮,座谈,设施维修,测试小区1栋,张三,13900000001',
    ',走访,,,,',
    '想学用手机,走访,不知道,,,',
    '"=HYPERLINK(""http://x"")",电话,,,,',
    '楼下吵,电话,,没有这里,,',
  ].join('\n');
  const take = (preview: boolean) =>
    demands.importDemands({
      params: { community },
      query: { preview: String(preview) },
      upload: { type: 'text/csv', text },
    });
  expect((await take(true)).body).toMatchObject({ rows: 5, stored: 2 });
  const { body } = await take(false);
  expect(body.errors.map(({ row, refusal }) => [row, refusal])).toEqual([
    [3, 'text-missing'],
    [4, 'category-unknown'],
    [6, 'place-unclear'],
  ]);
  expect((await take(false)).body).toMatchObject({ stored: 0, unchanged: 2 });
  const { body: page } = await demands.demands({ params: { community }, query: {} });
  expect(page.items.map((item: DemandFile) => item.channel).toSorted()).toEqual(['forum', 'phone']);
});

test('the same matter is found while it is typed, followed instead, and merged at the desk', async () => {
  const community = await gridded(76);
  const { demands } = await listsApi(OFFICER);
  const say = async (text: string) => (await demands.submitDemand({ params: { community }, body: { text } })).body;
  const first = await say('3栋电梯坏了好几天，老人下不了楼');
  await stepper(community, first.id)({ transition: 'accept', category: 'repair', title: '电梯维修' });
  const { body: similar } = await demands.similarDemands({
    params: { community },
    body: { text: '三栋的电梯一直是坏的没人修' },
  });
  expect(similar.items[0]).toMatchObject({ id: first.id, title: '电梯维修', duplicate: true });
  expect(JSON.stringify(similar)).not.toContain('好几天');
  const { body: follower } = await demands.followDemand({ params: { community, demand: first.id } });
  const seen = (await demands.trackDemand({ params: { code: follower.code! } })).body;
  expect(seen).toMatchObject({ steps: [], hasContact: false });
  expect(seen.text).toBeUndefined();
  await expect(
    demands.answerDemand({ params: { code: follower.code! }, body: { transition: 'note', reason: '我' } }),
  ).rejects.toMatchObject({ refusal: 'followers-only-read' });
  const second = await say('三栋电梯又停了');
  await expect(stepper(community, second.id)({ transition: 'merge', mergeInto: second.id })).rejects.toMatchObject({
    refusal: 'merge-target',
  });
  const merged = await stepper(community, second.id)({ transition: 'merge', mergeInto: first.id });
  expect(merged.body).toMatchObject({ state: 'merged', mergedInto: first.id });
  expect((await demands.demand({ params: { community, demand: first.id } })).body.followers).toBe(2);
  const { body: work } = await demands.worklist({ params: { division: community } });
  expect(work.items.map(({ id }) => id)).toEqual([first.id]);
});
