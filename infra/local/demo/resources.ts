import { readFile } from 'node:fs/promises';
import { addDays, shanghaiDay } from '../../../functions/calendar/day.ts';
import { csv } from '../../../functions/exports/csv.ts';
import { client } from '../../../functions/http/client.ts';
import { resources } from '../../../functions/lists/resources/contract.ts';
import { surveys } from '../../../functions/lists/surveys/contract.ts';
import { venues } from '../../../functions/lists/venues/contract.ts';
import type { DemoApi } from './seed.ts';

const COUNTY = '500229';
/** The station in the city-gate pavilion that the published case tells of; its hours, rooms and bookings are invented. */
const STATION = 'R79';

interface Given {
  readonly id: string;
  readonly unit: string;
  readonly title: string;
  readonly description: string;
  readonly category: string;
  readonly audience: string;
  readonly capacityPerMonth: number;
  readonly kind: string;
}

const columns = ['id', 'unit', 'title', 'description', 'kind', 'category', 'audience', 'capacity', 'period', 'serves'];

/** Eighty resources of the county, one station with rooms to book, and the survey that runs. */
export async function seedResources(api: DemoApi, log: (line: string) => void): Promise<void> {
  const options = { base: api.base, token: await api.token('county') };
  const text = await readFile(new URL('resources.json', import.meta.url), 'utf8');
  const given = JSON.parse(text) as Given[];
  const rows = given.map((each) => [
    each.id,
    each.unit,
    each.title,
    each.description,
    each.kind,
    each.category,
    each.audience,
    each.capacityPerMonth,
    'month',
    each.id === 'R48' ? '500229001006' : COUNTY,
  ]);
  const desk = client(resources, options);
  const params = { division: COUNTY };
  const upload = { type: 'text/csv', text: csv(columns, rows) };
  const { body } = await desk.importResources({ params, upload, idempotencyKey: 'demo-resources' });
  await seedStation(desk);
  const today = shanghaiDay(new Date().toISOString());
  await client(surveys, options).openSurvey({
    params,
    body: { title: '下半年资源摸底（演示）', from: addDays(today, -7), until: addDays(today, 21) },
    idempotencyKey: 'demo-survey',
  });
  await seedBookings(api.base, today);
  log(`资源清单 ${body.stored} 项，大南门党群服务站可预约（演示数据）`);
}

async function seedStation(desk: ReturnType<typeof client<typeof resources>>): Promise<void> {
  const params = { division: COUNTY, resource: STATION };
  const { body } = await desk.resource({ params });
  await desk.changeResource({
    params,
    body: {
      unit: body.unit,
      title: body.title,
      description: body.description,
      kind: 'venue',
      category: body.category,
      serves: body.serves,
      ...(body.audience !== undefined && { audience: body.audience }),
      ...(body.capacity && { capacity: body.capacity }),
      place: { address: '葛城街道大南门城楼（演示地址）' },
      phone: '023-5922-0100',
      hours: [
        { days: [1, 2, 3, 4, 5], from: '09:00', until: '20:30' },
        { days: [6, 7], from: '09:00', until: '17:30' },
      ],
      venue: {
        rooms: [
          { id: 'reading', name: '图书阅览室', seats: 30 },
          { id: 'screens', name: '电子阅览室', seats: 16 },
          { id: 'activity', name: '活动室', seats: 40 },
        ],
        rule: '免费使用；带走垃圾、关好门窗；连续两次约了不来，一个月内不再预约。',
        keyHolder: '服务站值班岗',
        keyPhone: '023-5922-0100',
      },
    },
    ifMatch: `"${body.version}"`,
  });
}

const groups = [
  { group: '夕阳红合唱队', purpose: '排练', room: 'activity', from: '14:00', until: '16:00', people: 26, in: 2 },
  { group: '太和读书会', purpose: '共读', room: 'reading', from: '09:30', until: '11:30', people: 12, in: 3 },
  { group: '城楼广场舞队', purpose: '换新曲目', room: 'activity', from: '18:30', until: '20:00', people: 30, in: 4 },
];

async function seedBookings(base: string, today: string): Promise<void> {
  const anyone = client(venues, { base });
  for (const [n, { in: days, ...booking }] of groups.entries())
    await anyone.book({
      params: { resource: STATION },
      query: { division: COUNTY },
      body: { ...booking, day: weekday(addDays(today, days)), contact: { name: '演示', phone: `1380000000${n}` } },
      idempotencyKey: `demo-booking-${n}`,
    });
}

/** The day itself, or the Monday after it when it falls on a weekend. */
function weekday(day: string): string {
  const at = new Date(day).getUTCDay();
  return addDays(day, at === 6 ? 2 : at === 0 ? 1 : 0);
}
