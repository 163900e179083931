import { expect, inject, test } from 'vitest';
import { client, Problem } from '../../functions/http/client.ts';
import { demands } from '../../functions/lists/demands/routes/contract.ts';
import { matches } from '../../functions/lists/matches/contract.ts';
import { projects } from '../../functions/lists/projects/contract.ts';
import { resources } from '../../functions/lists/resources/contract.ts';
import { as } from './as.ts';
import { community, OFFICER } from './county.ts';

const api = async () => {
  const options = { ...(await as(OFFICER)), language: 'en' as const };
  return {
    demands: client(demands, options),
    matches: client(matches, options),
    projects: client(projects, options),
    resources: client(resources, options),
  };
};
const anyone = client(demands, { base: inject('base'), language: 'en' });

async function refusal(promise: Promise<unknown>): Promise<string> {
  const error: unknown = await promise.then(
    () => undefined,
    (caught: unknown) => caught,
  );
  if (error !== undefined && !(error instanceof Problem)) throw error;
  return error?.refusal ?? 'none';
}

const inDays = (days: number): string => new Date(Date.now() + (days * 24 + 8) * 3600_000).toISOString().slice(0, 10);

/** A community with one listed demand and a resource that one project may use. */
async function ready(serial: number) {
  const code = await community(serial);
  const officer = await api();
  const params = { community: code };
  const { body: raised } = await officer.demands.recordDemand({
    params,
    body: { text: '娃儿放学没人管，想有人辅导作业', category: 'children', channel: 'visit' },
  });
  await officer.demands.stepDemand({
    params: { ...params, demand: raised.id },
    body: { transition: 'accept', category: 'children', title: '放学后辅导' },
    ifMatch: '"1"',
  });
  const { body: resource } = await officer.resources.addResource({
    params: { division: code },
    body: {
      unit: { id: 'PX1', name: '测试妇联' },
      title: '四点半课堂开办支持',
      description: '放学后托管点，辅导作业。',
      kind: 'service',
      category: 'children',
      serves: [code],
      capacity: { amount: 1, period: 'once' },
    },
  });
  const draft = {
    title: '四点半课堂',
    unit: { id: 'PX1', name: '测试妇联' },
    demands: [raised.id],
    resources: [{ id: resource.id }],
    delivery: { who: '妇联执委', how: '放学后辅导作业', where: '活动室', from: inDays(-1), until: inDays(20) },
    recurring: { days: [1, 2, 3, 4, 5, 6, 7], from: '16:30', until: '18:00' },
  };
  return { code, officer, params, raised, resource, draft };
}

test('a demand, its resource and its project end to end: reserved, moved, told, rated, closed', async () => {
  const { officer, params, raised, resource, draft } = await ready(721);
  const demand = { ...params, demand: raised.id };
  const { body: board } = await officer.matches.offers({ params: demand });
  expect(board.offers.map((offer) => offer.resource.id)).toContain(resource.id);
  const own = board.offers.find((offer) => offer.resource.id === resource.id)!;
  expect(own.reasons.map(({ about }) => about)).toEqual(
    expect.arrayContaining(['wording', 'area', 'capacity', 'period']),
  );
  for (const { detail, english } of own.reasons) expect(`${detail}${english}`).toMatch(/。.+\.$/);
  const division = { params: { division: params.community } };
  const asked = async (query: { skip?: number; search?: string }) =>
    (await officer.matches.waitingDemands({ ...division, query })).body;
  expect(await asked({ skip: 1 })).toEqual({ waiting: 1, items: [] });
  expect(await asked({ search: '没有这样的字' })).toEqual({ waiting: 0, items: [] });
  expect((await asked({ search: '放学没人管' })).items.map(({ id }) => id)).toEqual([raised.id]);
  expect((await officer.matches.waitingDemands(division)).body).toMatchObject({
    waiting: 1,
    items: [{ id: raised.id, state: 'listed', confirmed: [] }],
  });
  await officer.matches.decideMatch({ params: { ...demand, resource: resource.id }, body: { confirmed: true } });
  expect((await officer.matches.waitingDemands(division)).body.items[0]?.confirmed).toEqual([resource.id]);

  const { body: project, etag } = await officer.projects.establishProject({ params, body: draft });
  expect(project).toMatchObject({ state: 'established', resources: [{ id: resource.id, periods: ['once'] }] });
  expect((await officer.demands.demand({ params: demand })).body).toMatchObject({
    state: 'established',
    project: project.id,
    lead: 'PX1',
  });
  const { body: held } = await officer.resources.resource({
    params: { division: params.community, resource: resource.id },
  });
  expect(held.left).toEqual({ period: 'once', reserved: 1, left: 0 });

  const place = { ...params, project: project.id };
  const step = (body: Parameters<typeof officer.projects.stepProject>[0]['body'], ifMatch: string) =>
    officer.projects.stepProject({ params: place, body, ifMatch });
  expect(await refusal(step({ transition: 'close' }, etag!))).toBe('project-step-unknown');
  const started = await step({ transition: 'start' }, etag!);
  expect(await refusal(step({ transition: 'report' }, started.etag!))).toBe('note-needed');
  expect(await refusal(step({ transition: 'complete' }, started.etag!))).toBe('evidence-needed');
  const session = await officer.projects.holdSession({
    params: { ...place, day: inDays(0) },
    body: { state: 'held', attendance: 28 },
    ifMatch: started.etag!,
  });
  const ahead = { params: { ...place, day: inDays(5) }, body: { state: 'held' as const }, ifMatch: session.etag! };
  expect(await refusal(officer.projects.holdSession(ahead))).toBe('session-ahead');
  const done = await step(
    { transition: 'complete', summary: '办了一期', evidence: [{ title: '签到表' }] },
    session.etag!,
  );
  expect(await refusal(step({ transition: 'close' }, done.etag!))).toBe('answers-awaited');
  await anyone.answerDemand({ params: { code: raised.code! }, body: { transition: 'solved', rating: 5 } });
  const rated = await officer.projects.project({ params: place });
  expect(rated.body.ratings).toEqual({ answers: 1, sum: 5, solved: 1 });
  const closed = await step({ transition: 'close' }, rated.etag!);
  expect(closed.body.history.map(({ transition }) => transition)).toEqual(['establish', 'start', 'complete', 'close']);
  expect((await officer.demands.demand({ params: demand })).body.state).toBe('closed');
});

test('a project that is cancelled gives the capacity and the demand back; until then the next is refused by name', async () => {
  const { officer, params, raised, resource, draft } = await ready(722);
  const { body: project, etag } = await officer.projects.establishProject({ params, body: draft });
  expect(await refusal(officer.projects.establishProject({ params, body: draft }))).toBe('demand-not-ready');
  await officer.projects.stepProject({
    params: { ...params, project: project.id },
    body: { transition: 'cancel', note: '场地没有了' },
    ifMatch: etag!,
  });
  const { body: free } = await officer.resources.resource({
    params: { division: params.community, resource: resource.id },
  });
  expect(free.left?.left).toBe(1);
  const { body: demand } = await officer.demands.demand({ params: { ...params, demand: raised.id } });
  expect(demand).toMatchObject({ state: 'listed' });
  expect(demand.project).toBeUndefined();
  await officer.projects.establishProject({ params, body: draft });
});
