import { readFile } from 'node:fs/promises';
import { addDays, shanghaiDay } from '../../../functions/calendar/day.ts';
import { readCsv } from '../../../functions/grids/imports/files.ts';
import { client } from '../../../functions/http/client.ts';
import { demands } from '../../../functions/lists/demands/routes/contract.ts';
import { each } from '../../../functions/table/each.ts';
import type { DemoApi } from './seed.ts';

const communities = ['500229001002', '500229001006', '500229001004', '500229002001'] as const;
/** Days ago. */
const starts = [19, 9, 4, 1] as const;
const TAIHE = '500229002001';

type Given = Record<string, unknown>;
type Step = readonly [who: string, transition: string, given?: Given];

/** How far each demo demand has come, in turn, so that every state is seen. */
const courses: readonly (readonly Step[])[] = [
  [],
  [['street', 'return', { reason: '请补充是哪栋楼（演示）' }]],
  [['street', 'accept']],
  [['street', 'accept']],
  [['street', 'accept']],
  [
    ['street', 'accept'],
    ['street', 'assign', { unit: 'U02', reason: '该单位有此项服务（演示）' }],
  ],
  [
    ['street', 'accept'],
    ['federation', 'claim'],
    ['federation', 'contact', { reason: '已电话联系，约好上门时间（演示）' }],
  ],
  [
    ['street', 'accept'],
    ['federation', 'claim'],
    ['federation', 'contact', { reason: '已上门了解情况（演示）' }],
    ['federation', 'establish', { project: 'demo', kind: 'service' }],
    ['federation', 'start'],
  ],
  [
    ['street', 'accept'],
    ['federation', 'claim'],
    ['federation', 'contact', { reason: '已当面商定办法（演示）' }],
    ['federation', 'establish', { project: 'demo', kind: 'service' }],
    ['federation', 'start'],
    ['federation', 'complete', { reason: '已办完，请居民确认（演示）' }],
  ],
  [['street', 'redirect', { channel: 'market', reason: '属于市场服务，已告知渠道（演示）' }]],
];

/** Some hundreds of invented demands in every state, and the first half of the county's story of the class after school. */
export async function seedDemands(api: DemoApi, log: (line: string) => void): Promise<void> {
  const today = shanghaiDay(new Date().toISOString());
  const texts: readonly Readonly<Record<string, string | undefined>>[] = readCsv(
    await readFile(new URL('demands.csv', import.meta.url), 'utf8'),
  ).map(({ cells }) => ({
    ...cells,
    channel: cells['channel'] === 'online' ? 'forum' : cells['channel'],
  }));
  const tokens = new Map(
    await Promise.all(['county', 'federation'].map(async (name) => [name, await api.token(name)] as const)),
  );
  const as = (name: string, day: string) => {
    const timed: typeof fetch = (address, options) => {
      const headers = new Headers(options?.headers);
      headers.set('sonata-local-time', `${day}T02:00:00.000Z`);
      return fetch(address, { ...options, headers });
    };
    return client(demands, { base: api.base, token: tokens.get(name) ?? '', fetch: timed });
  };
  const count = texts.length * 2;
  const titles = new Map(texts.map(({ text = '', title = '' }) => [text, title]));
  const csvOf = (rows: readonly Readonly<Record<string, string | undefined>>[]): string =>
    [
      ['text', 'channel', 'category'],
      ...rows.map(({ text = '', channel = '', category = '' }) => [text, channel, category]),
    ]
      .map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(','))
      .join('\n');
  /** A community's share, raised on one day, and how far each of them has come since. */
  const live = async ({ community, began }: { community: string; began: number }): Promise<void> => {
    const day = (after: number): string => addDays(today, Math.min(0, after - began));
    const rows = Array.from({ length: count }, (_, at) => at).filter(
      (at) =>
        communities[(at + Math.floor(at / texts.length)) % communities.length] === community &&
        starts[Math.floor(at / 4) % starts.length] === began,
    );
    const params = { community };
    const text = csvOf(rows.map((at) => texts[at % texts.length] ?? {}));
    const county = as('county', day(0));
    await county.importDemands({
      params,
      upload: { type: 'text/csv', text },
      idempotencyKey: `demo-demands-${community}-${began}`,
    });
    const { body } = await county.demands({ params, query: { limit: '200' } });
    const fresh = body.items.filter(({ submittedAt }) => shanghaiDay(submittedAt) === day(0));
    await each(fresh, async (demand) => {
      const title = titles.get(demand.text);
      const at = texts.findIndex(({ text: own }) => own === demand.text);
      const course = began > 10 ? courses[at % courses.length]! : courses[at % 4]!;
      let version = 1;
      for (const [who, transition, given] of course) {
        await as(who === 'street' ? 'county' : who, day(version * 3)).stepDemand({
          params: { community, demand: demand.id },
          body: { transition, ...(transition === 'accept' && title && { title }), ...given },
          ifMatch: `"${version++}"`,
        });
      }
    });
  };
  for (const began of starts) for (const community of communities) await live({ community, began });
  await storyB(as, today);
  log(`${count} 件演示需求；太和社区四点半课堂的需求已认领（演示数据）`);
}

type As = (name: string, day: string) => ReturnType<typeof client<typeof demands>>;

/** A resident asks for tutoring for two children before the exams; the women's federation takes it on. */
async function storyB(as: As, today: string): Promise<void> {
  const params = { community: TAIHE };
  const day = (before: number): string => addDays(today, -before);
  const made = await as('county', day(12)).recordDemand({
    params,
    body: {
      text: '家里两个孩子快要考试了，大人在外打工，放学后没有人辅导功课。',
      channel: 'visit',
      category: 'children',
    },
    idempotencyKey: 'demo-story-b',
  });
  const steps: readonly (readonly [name: string, day: string, transition: string, given: Given])[] = [
    ['county', day(11), 'accept', { title: '太和社区急需儿童辅导课堂（示例：文献案例）' }],
    ['federation', day(9), 'claim', {}],
    ['federation', day(7), 'contact', { reason: '已与社区、家长商量：重开课堂，巴山巧媳妇志愿者支持' }],
  ];
  let version = 1;
  for (const [name, on, transition, given] of steps)
    await as(name, on).stepDemand({
      params: { ...params, demand: made.body.id },
      body: { transition, ...given },
      ifMatch: `"${version++}"`,
    });
}
