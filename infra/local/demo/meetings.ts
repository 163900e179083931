import { addDays, shanghaiDay } from '../../../functions/calendar/day.ts';
import { type MeetingView, meetings } from '../../../functions/grids/meetings/contract.ts';
import { type Task, tasks } from '../../../functions/grids/tasks/contract.ts';
import { client, type Reply } from '../../../functions/http/client.ts';
import type { DemoApi } from './seed.ts';

const COMMUNITY = '500229001002';

type Desk = ReturnType<typeof client<typeof meetings & typeof tasks>>;
type As = (at: string) => Promise<Desk>;
type Step = 'call' | 'open' | 'close';

/**
 * Story A: the joint meeting of 27 September 2017, as published, and two invented ones of these days, of which one is under
 * way and one is called.
 */
export async function seedMeetings(api: DemoApi, log: (line: string) => void): Promise<void> {
  const token = await api.token('secretary');
  const as: As = (at) => {
    const timed: typeof fetch = (address, options) => {
      const headers = new Headers(options?.headers);
      headers.set('sonata-local-time', at);
      return fetch(address, { ...options, headers });
    };
    return Promise.resolve(client({ ...meetings, ...tasks }, { base: api.base, token, fetch: timed }));
  };
  const today = shanghaiDay(new Date().toISOString());
  await midAutumn(as);
  const lately = addDays(today, -6);
  const open = await hold(as, lately, '年末联席会议（演示）', ['冬季消防安全排查', '困难家庭取暖走访'], []);
  await breakDown(as, open, lately, addDays(today, 8));
  await settle(as, open.body.id, addDays(today, -2), (_, i) =>
    i < 11 ? 'accepted' : i < 16 ? 'reported' : 'assigned',
  );
  const next = await make(as, addDays(today, -1), addDays(today, 5), '迎新春联席会议（演示）', ['新春文化活动安排']);
  await step(as, next, addDays(today, -1), 'call');
  log('凤凰社区 3 次联席会议：文献案例 26 项任务全部完成（依据公开报道），2 次为演示');
}

/** The meeting of the article: all units came, two proposals were adopted, each unit did both in its grid. */
async function midAutumn(as: As): Promise<void> {
  const day = '2017-09-27';
  const title = '中秋节前联席会议（示例：文献案例）';
  const open = await hold(as, day, title, ['中秋节前工作安排'], ['节前环境卫生集中整治', '党员干部走访慰问困难家庭']);
  await breakDown(as, open, day, '2017-10-03', [2, 3]);
  await settle(as, open.body.id, '2017-10-01', () => 'accepted');
  const desk = await as('2017-09-27T09:00:00.000Z');
  const at = { params: { meeting: open.body.id } };
  const { etag = '' } = await desk.meeting(at);
  const written = await desk.writeMinutes({ ...at, ifMatch: etag, body: { text: MINUTES } });
  await desk.stepMeeting({ ...at, ifMatch: written.etag ?? '', body: { transition: 'close' } });
}

const MINUTES = `依据公开报道（当代党员2018年5期）整理：2017年9月27日15时，凤凰社区召开联席会议，全部网格单位负责人参加，议题是中秋节前的工作。
网格单位先后提出：节前开展一次环境卫生集中整治；党员干部在各自网格走访慰问困难家庭。
会议采纳这两项提议，一次布置到全部网格：每个网格单位在自己的网格里把两件事都办好。
各网格的单位、期限和办理日期是演示数据，非真实业务记录。`;

const at = (day: string, hour: number): string => `${day}T${String(hour).padStart(2, '0')}:00:00.000Z`;

async function make(as: As, on: string, day: string, title: string, agenda: string[]): Promise<Reply<MeetingView>> {
  return (await as(at(on, 1))).makeMeeting({
    params: { division: COMMUNITY },
    body: { title, place: '凤凰社区二楼会议室', startsAt: at(day, 7), endsAt: at(day, 9), agenda },
    idempotencyKey: `demo-meeting-${day}`,
  });
}

const step = async (as: As, { body, etag }: Reply<MeetingView>, on: string, transition: Step) =>
  (await as(at(on, 7))).stepMeeting({ params: { meeting: body.id }, ifMatch: etag ?? '', body: { transition } });

/** A meeting that is open with everybody there, and whose proposals were adopted. */
async function hold(as: As, day: string, title: string, agenda: string[], proposals: string[]) {
  let now = await step(as, await make(as, addDays(day, -7), day, title, agenda), addDays(day, -7), 'call');
  const desk = await as(at(day, 7));
  const params = { meeting: now.body.id };
  const units = now.body.invitations.map(({ unit }) => unit);
  for (const [i, proposal] of proposals.entries()) {
    const unit = i === 0 ? 'U01' : units.find((each) => each !== 'U01')!;
    now = await desk.recordProposal({ params, ifMatch: now.etag ?? '', body: { unit, title: proposal } });
    const serial = i + 1;
    now = await desk.decideProposal({
      params: { ...params, serial },
      ifMatch: now.etag ?? '',
      body: { state: 'adopted' },
    });
  }
  const presences = units.map((unit) => ({ unit, presence: 'present' as const }));
  now = await desk.noteAttendance({ params, ifMatch: now.etag ?? '', body: { presences } });
  return step(as, now, day, 'open');
}

const breakDown = async (as: As, { body }: Reply<MeetingView>, on: string, deadline: string, chosen?: number[]) =>
  (await as(at(on, 8))).breakDown({
    params: { meeting: body.id },
    body: { items: (chosen ?? body.agenda.map(({ serial }) => serial)).map((item) => ({ item, deadline })) },
    idempotencyKey: `demo-breakdown-${on}`,
  });

/** Brings the tasks as far as asked, each unit's report recorded by the community. */
async function settle(as: As, meeting: string, on: string, wanted: (task: Task, i: number) => string): Promise<void> {
  const desk = await as(at(on, 8));
  const { body } = await desk.meetingTasks({ params: { meeting }, query: { limit: 1000 } });
  for (const [i, task] of body.items.entries()) {
    const goal = wanted(task, i);
    if (goal === 'assigned' || (goal === 'reported' && task.unit === 'U01')) continue;
    const params = { grid: task.grid, task: task.id.slice(0, -task.grid.length - 1) };
    const report = { text: `已在本网格完成“${task.title}”。`, photos: [] };
    const reported = await desk.reportTask({ params, body: report, ifMatch: '"1"' });
    if (goal === 'accepted')
      await desk.judgeTask({ params, body: { transition: 'accept' }, ifMatch: reported.etag ?? '' });
  }
}
