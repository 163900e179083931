import { addDays, shanghaiDay } from '../../../functions/calendar/day.ts';
import { client } from '../../../functions/http/client.ts';
import { demands } from '../../../functions/lists/demands/routes/contract.ts';
import { projects } from '../../../functions/lists/projects/contract.ts';
import type { DemoApi } from './seed.ts';

const COMMUNITY = '500229002001';

/**
 * Story B after the published case: a resident of 太和社区 asks for tutoring, the federation's offer and the volunteers'
 * answer it, and the four-thirty class begins. The demand was taken up before; the days are of this run, for the case gives
 * none after June 2017.
 */
export async function seedProjects(api: DemoApi, log: (line: string) => void): Promise<void> {
  const today = shanghaiDay(new Date().toISOString());
  const as = async (name: string, day: string) => {
    const timed: typeof fetch = (address, options) => {
      const headers = new Headers(options?.headers);
      headers.set('sonata-local-time', `${day}T02:00:00.000Z`);
      return fetch(address, { ...options, headers });
    };
    const options = { base: api.base, token: await api.token(name), fetch: timed };
    return { demands: client(demands, options), projects: client(projects, options) };
  };
  const params = { community: COMMUNITY };
  const desk = await as('county', today);
  const { body: all } = await desk.demands.demands({ params, query: { limit: 200 } });
  const raised = all.items.find(({ lead, state }) => lead === 'U02' && state === 'contacted');
  if (!raised) throw new Error('the demand of story B is missing');
  const { body: project } = await (
    await as('federation', addDays(today, -6))
  ).projects.establishProject({
    params,
    body: {
      title: '太和社区四点半课堂',
      unit: { id: 'U02', name: '县妇联' },
      demands: [raised.id],
      resources: [{ id: 'R08' }],
      delivery: {
        who: '县妇联执委、社区带班人员',
        how: '恢复原有公益课堂；社区派人参加带班培训；妇联执委轮流辅导作业，配齐桌椅教具。',
        where: '太和社区活动室',
        from: addDays(today, -5),
        until: addDays(today, 45),
        helpers: ['巴山巧媳妇志愿服务队'],
        grants: [{ name: '市级留守儿童关爱示范点' }],
        beneficiaries: 32,
      },
      milestones: [
        { title: '带班人员培训', due: addDays(today, -6) },
        { title: '期中回访家长', due: addDays(today, 10) },
      ],
      recurring: { days: [1, 2, 3, 4, 5], from: '16:30', until: '18:00' },
      note: '县妇联提供“四点半课堂”开办支持，两周内开班。',
    },
    idempotencyKey: 'demo-project-b',
  });
  const place = { ...params, project: project.id };
  const federation = await as('federation', addDays(today, -5));
  let version = project.version;
  const step = async (body: Parameters<typeof federation.projects.stepProject>[0]['body']): Promise<void> => {
    version = (await federation.projects.stepProject({ params: place, body, ifMatch: `"${version}"` })).body.version;
  };
  await step({ transition: 'start', note: '课堂开班，首日到了 28 个孩子。' });
  await step({ transition: 'report', milestone: 0, note: '社区 3 名带班人员完成培训。' });
  const now = await as('federation', today);
  const held = project.sessions.filter(({ day }) => day >= addDays(today, -5) && day < today);
  for (const [n, { day }] of held.entries()) {
    const { body } = await now.projects.holdSession({
      params: { ...place, day },
      body: { state: 'held', attendance: 26 + (n % 5) },
      ifMatch: `"${version}"`,
    });
    version = body.version;
  }
  log(`太和社区四点半课堂：需求→资源→项目，已办 ${held.length} 场（演示数据，依据公开报道）`);
}
