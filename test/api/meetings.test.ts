import ICAL from 'ical.js';
import { expect, test } from 'vitest';
import type { MeetingView } from '../../functions/grids/meetings/contract.ts';
import { meetings } from '../../functions/grids/meetings/contract.ts';
import { tasks } from '../../functions/grids/tasks/contract.ts';
import { client, type Reply } from '../../functions/http/client.ts';
import { as } from './as.ts';

/** 凤凰社区 of the demo county: 13 grids whose units the demo has fixed; U01 is the unit of the demo's liaison officer. */
const division = '500229001002';
const words = {
  title: '四季度联席会议',
  place: '社区二楼会议室',
  startsAt: '2027-01-10T07:00:00.000Z',
  endsAt: '2027-01-10T09:00:00.000Z',
};

const api = async (name: string, at?: string) => {
  const timed: typeof fetch = (address, options) => {
    const headers = new Headers(options?.headers);
    if (at) headers.set('sonata-local-time', at);
    return fetch(address, { ...options, headers });
  };
  return client({ ...meetings, ...tasks }, { ...(await as(name)), language: 'en', fetch: timed });
};
type Api = Awaited<ReturnType<typeof api>>;
type Step = 'call' | 'open' | 'close' | 'cancel';

const made = (desk: Api, agenda: string[], extra: object = {}) =>
  desk.makeMeeting({ params: { division }, body: { ...words, agenda, ...extra } });
const stepped = (desk: Api, { body, etag }: Reply<MeetingView>, transition: Step, reason?: string) =>
  desk.stepMeeting({
    params: { meeting: body.id },
    body: { transition, ...(reason && { reason }) },
    ifMatch: etag!,
  });

/** A meeting that is open, with every unit there. */
async function held(desk: Api, agenda: string[]): Promise<Reply<MeetingView>> {
  const called = await stepped(desk, await made(desk, agenda), 'call');
  const noted = await desk.noteAttendance({
    params: { meeting: called.body.id },
    body: { presences: called.body.invitations.map(({ unit }) => ({ unit, presence: 'present' as const })) },
    ifMatch: called.etag!,
  });
  return stepped(desk, noted, 'open');
}

test('a meeting is called with an invitation that calendars read, and opens only with its quorum', async () => {
  const desk = await api('secretary');
  const draft = await made(desk, ['节前环境卫生集中整治']);
  expect(draft).toMatchObject({ status: 201, body: { state: 'draft', attendance: { met: false } } });
  expect(draft.body.invitations.length).toBeGreaterThanOrEqual(13);
  expect(Object.values(draft.body.names)).toContain('县人民检察院');
  const params = { meeting: draft.body.id };
  const changed = await desk.changeMeeting({ params, body: { place: '三楼会议室' }, ifMatch: draft.etag! });
  await expect(
    desk.changeMeeting({ params, body: { endsAt: words.startsAt }, ifMatch: changed.etag! }),
  ).rejects.toMatchObject({ refusal: 'times-invalid' });
  await expect(stepped(desk, draft, 'call')).rejects.toMatchObject({ status: 412, refusal: 'version-stale' });
  const called = await stepped(desk, changed, 'call');
  await expect(stepped(desk, called, 'open')).rejects.toMatchObject({ refusal: 'quorum-missing' });
  await expect(stepped(desk, called, 'cancel')).rejects.toMatchObject({ refusal: 'reason-missing' });

  const { body: file } = await desk.invitation({ params });
  const event = new ICAL.Event(new ICAL.Component(ICAL.parse(file)).getFirstSubcomponent('vevent')!);
  expect([event.summary, event.location]).toEqual([words.title, '三楼会议室']);
  expect(event.startDate.toJSDate().toISOString()).toBe(words.startsAt);

  const cancelled = await stepped(desk, called, 'cancel', '改期');
  expect(cancelled.body.history.map(({ transition }) => transition)).toEqual(['call', 'cancel']);
  const { body: list } = await desk.meetings({ params: { division }, query: { limit: 100 } });
  expect(list.items.find(({ id }) => id === params.meeting)).toMatchObject({ state: 'cancelled', tasks: 0 });
});

test('325 tasks come into being at once; the unit reports, the community returns and accepts; nothing can be done twice', async () => {
  const desk = await api('secretary');
  const items = Array.from({ length: 25 }, (_, i) => ({ item: i + 1, deadline: '2027-02-01' }));
  const open = await held(
    desk,
    items.map(({ item }) => `事项${item}`),
  );
  const params = { meeting: open.body.id };
  const refused = (body: object, refusal: string) =>
    expect(desk.breakDown({ params, body: { items: [body as (typeof items)[number]] } })).rejects.toMatchObject({
      refusal,
    });
  await refused({ item: 99, deadline: '2027-02-01' }, 'no-such-item');
  await refused({ item: 1, deadline: '2020-02-01' }, 'deadline-invalid');
  await refused({ item: 1, deadline: '2027-02-01', grids: ['500229001002999'] }, 'no-such-grid');

  const { body: grids } = await desk.meetingGrids({ params });
  expect(grids.grids).toHaveLength(13);
  const idempotencyKey = `meetings-${open.body.id}`;
  const made = await desk.breakDown({ params, body: { items }, idempotencyKey });
  expect(made.body.breakdowns).toMatchObject([{ tasks: 325 }]);
  expect((await desk.breakDown({ params, body: { items }, idempotencyKey })).body).toEqual(made.body);
  await refused({ item: 3, deadline: '2027-02-01' }, 'item-broken-down');

  const { body: page } = await desk.meetingTasks({ params, query: { limit: 300 } });
  const { body: rest } = await desk.meetingTasks({ params, query: { limit: 300, cursor: page.next! } });
  const all = [...page.items, ...rest.items];
  expect(new Set(all.map(({ id }) => id)).size).toBe(325);
  const first = new Map(grids.grids.map(({ grid, units }) => [grid, units[0]]));
  expect(all.every(({ grid, unit }) => unit === first.get(grid))).toBe(true);
});

test('the unit reports, the community returns and accepts or hands over; each step is kept', async () => {
  const desk = await api('secretary');
  const officer = await api('liaison');
  const open = await held(desk, ['慰问困难家庭']);
  await desk.breakDown({ params: { meeting: open.body.id }, body: { items: [{ item: 1, deadline: '2027-02-01' }] } });
  const mine = (await officer.myTasks({})).body.items.find(({ meeting }) => meeting === open.body.id)!;
  expect(mine).toMatchObject({ unit: 'U01', state: 'assigned', title: '慰问困难家庭' });
  const params = { grid: mine.grid, task: `${open.body.id}-001` };
  const report = { text: '走访 6 户，送去节日用品', photos: ['unit/2027/001.jpg'] };
  const reported = await officer.reportTask({ params, body: report, ifMatch: '"1"' });
  expect(reported.body).toMatchObject({ state: 'reported', report });
  await expect(officer.reportTask({ params, body: report, ifMatch: '"2"' })).rejects.toMatchObject({
    refusal: 'task-transition-forbidden',
  });
  const judge = (body: Parameters<Api['judgeTask']>[0]['body'], ifMatch: string) =>
    desk.judgeTask({ params, body, ifMatch });
  await expect(judge({ transition: 'return' }, '"2"')).rejects.toMatchObject({ refusal: 'reason-missing' });
  await judge({ transition: 'return', reason: '请附照片', deadline: '2027-02-03' }, '"2"');
  await officer.reportTask({ params, body: { ...report, text: '已补照片' }, ifMatch: '"3"' });
  const accepted = await judge({ transition: 'accept' }, '"4"');
  expect(accepted.body.history.map(({ transition }) => transition)).toEqual(['report', 'return', 'report', 'accept']);

  const { body: tasks } = await desk.meetingTasks({ params: { meeting: open.body.id } });
  const other = tasks.items.find(({ unit }) => unit !== 'U01')!;
  const at = { grid: other.grid, task: params.task };
  await expect(officer.reportTask({ params: at, body: report, ifMatch: '"1"' })).rejects.toMatchObject({
    status: 403,
    refusal: 'not-your-task',
  });
  const handOver = (body: { reason?: string; unit?: string }) =>
    desk.judgeTask({ params: at, body: { transition: 'hand-over', ...body }, ifMatch: '"1"' });
  await expect(handOver({ reason: '不属本单位职责' })).rejects.toMatchObject({ refusal: 'next-unit-missing' });
  await expect(handOver({ reason: '不属本单位职责', unit: 'nobody' })).rejects.toMatchObject({
    refusal: 'unit-unknown',
  });
  expect((await handOver({ reason: '职责调整', unit: 'U01' })).body).toMatchObject({ unit: 'U01', state: 'assigned' });
  expect((await officer.myTasks({})).body.items.map(({ id }) => id)).toContain(other.id);

  const late = await api('liaison', '2027-02-01T16:00:01.000Z');
  expect((await late.task({ params: at })).body.state).toBe('overdue');
  expect((await late.reportTask({ params: at, body: report, ifMatch: '"2"' })).body.history.at(-1)).toMatchObject({
    from: 'overdue',
  });
});

test('a unit sees the meetings it is invited to, proposes, and its proposal becomes an item', async () => {
  const desk = await api('secretary');
  const officer = await api('liaison');
  const draft = await made(desk, ['中秋安排']);
  const seen = async () => (await officer.myMeetings({})).body.items.find(({ id }) => id === draft.body.id);
  expect(await seen()).toBeUndefined();
  const called = await stepped(desk, draft, 'call');
  expect(await seen()).toMatchObject({ state: 'called', presence: 'invited' });
  const proposed = await officer.propose({ body: { meeting: draft.body.id, title: '节前环境卫生集中整治' } });
  expect(proposed.body.proposals).toMatchObject([{ unit: 'U01', state: 'raised' }]);
  const params = { meeting: called.body.id };
  const decide = () =>
    desk.decideProposal({ params: { ...params, serial: '1' as never }, body: { state: 'adopted' }, ifMatch: '"3"' });
  const adopted = await decide();
  expect(adopted.body.agenda.at(-1)).toEqual({ serial: 2, title: '节前环境卫生集中整治', from: 'U01' });
  await expect(desk.writeMinutes({ params, body: { text: '纪要' }, ifMatch: adopted.etag! })).rejects.toMatchObject({
    refusal: 'meeting-not-editable',
  });
  await expect(
    officer.propose({ body: { meeting: '500238001002-01JD3Z8K6Q4V5W7X9Y0ABCDEFG', title: '别的县' } }),
  ).rejects.toMatchObject({ refusal: 'no-such-meeting' });
});
