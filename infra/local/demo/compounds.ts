import { shanghaiDay } from '../../../functions/calendar/day.ts';
import { applications } from '../../../functions/fund/applications/contract.ts';
import { type Affair, compounds, type RenovationDraft } from '../../../functions/grids/compounds/contract.ts';
import { client } from '../../../functions/http/client.ts';
import { dayOf } from './fund.ts';
import type { DemoApi } from './seed.ts';

const RIVER = { community: '500229001004', compound: 'compound-binhe-one' };
const NONGFA = { community: '500229001006', compound: 'compound-nongfa' };
const FUND = 'fund-500229-001-006';
const DIGEST = 'c0de'.repeat(16);
const threeNo = { owningUnit: false, management: false, repairFund: false };

type Desk = ReturnType<typeof client<typeof compounds>>;
type At = (months: number, date: number, name?: string) => Promise<Desk>;

/**
 * Story D: the public affairs of an old compound are divided among units, which govern each together with the residents'
 * body; what is renovated several pay for. The published report names neither compounds nor units: these are invented.
 */
export async function seedCompounds(api: DemoApi, log: (line: string) => void): Promise<void> {
  const today = shanghaiDay(new Date().toISOString());
  const at: At = async (months, date, name = 'county') => {
    const timed: typeof fetch = (address, options) => {
      const headers = new Headers(options?.headers);
      headers.set('sonata-local-time', `${dayOf(today, months, date)}T03:00:00.000Z`);
      return fetch(address, { ...options, headers });
    };
    return client(compounds, { base: api.base, token: await api.token(name), fetch: timed });
  };
  const desk = await at(6, 5);
  await record(desk, RIVER, '滨河一号院（演示）', 96, '滨河一号院住宅管理委员会（演示）', `${RIVER.community}003`);
  await record(desk, NONGFA, '农发小区', 48, '农发小区住宅管理委员会', `${NONGFA.community}005`);
  await divide(at, today);
  await renovate(at, 5, RIVER, lighting, 'done');
  await renovate(at, 2, RIVER, drains, 'under-way');
  const { body } = await client(applications, { base: api.base, token: await api.token('street') }).fundApplications({
    params: { fund: FUND },
  });
  await renovate(at, 1, NONGFA, entrance(body.items.at(-1)?.id ?? ''), 'done');
  log('滨河一号院 4 项公共事务由 3 个单位与住委会共管，2 项改造多方出资；农发小区 1 项（演示数据）');
}

const record = (desk: Desk, place: typeof RIVER, name: string, households: number, committee: string, grid: string) =>
  desk.recordCompound({
    params: { community: place.community },
    body: { id: place.compound, name, threeNo, households, grids: [grid], committee },
    idempotencyKey: `demo-${place.compound}`,
  });

/** Who governs what; the greenery went to another unit once. */
async function divide(at: At, today: string): Promise<void> {
  const assign = async (months: number, affair: Affair, unit: string, reason?: string) =>
    (await at(months, 6)).assignAffair({
      params: RIVER,
      body: { affair, unit, from: dayOf(today, months, 6), ...(reason !== undefined && { reason }) },
      idempotencyKey: `demo-duty-${affair}-${unit}`,
    });
  await assign(6, 'sanitation', 'U03');
  await assign(6, 'order', 'U05');
  await assign(6, 'facilities', 'U11');
  await assign(6, 'greening', 'U11');
  await assign(3, 'greening', 'U03', '绿化养护归口市政园林（演示）。');
}

const lighting: RenovationDraft = {
  title: '楼道照明改造（演示）',
  works: [
    { item: '声控灯 36 盏', amount: 324_000 },
    { item: '线路整理', amount: 276_000 },
  ],
  budget: 600_000,
  parts: [
    { by: 'unit', unit: 'U11', amount: 300_000 },
    { by: 'unit', unit: 'U05', amount: 180_000 },
    { by: 'residents', amount: 120_000 },
  ],
};

const drains: RenovationDraft = {
  title: '院内排水管更换（演示）',
  works: [
    { item: '更换排水管 120 米', amount: 1_680_000 },
    { item: '路面恢复', amount: 720_000 },
  ],
  budget: 2_400_000,
  parts: [
    { by: 'unit', unit: 'U11', amount: 900_000 },
    { by: 'unit', unit: 'U03', amount: 600_000 },
    { by: 'subsidy', amount: 600_000 },
    { by: 'residents', amount: 300_000 },
  ],
};

/** The barrier of story C, and what a unit added beside it. */
const entrance = (application: string): RenovationDraft => ({
  title: '农发小区出入口整治（演示）',
  works: [
    { item: '停车道闸更换', amount: 500_000 },
    { item: '出入口照明与标线', amount: 260_000 },
  ],
  budget: 760_000,
  parts: [
    { by: 'fund', fund: FUND, application, amount: 300_000 },
    { by: 'residents', amount: 200_000 },
    { by: 'unit', unit: 'U02', amount: 260_000 },
  ],
});

/** Planned, consented to by each unit, agreed, begun; and done where it ended so. */
async function renovate(
  at: At,
  months: number,
  params: typeof RIVER,
  draft: RenovationDraft,
  goal: 'under-way' | 'done',
) {
  const { body: plan } = await (
    await at(months, 8)
  ).planRenovation({ params, body: draft, idempotencyKey: `demo-plan-${params.compound}-${months}` });
  const place = { params: { ...params, renovation: plan.id } };
  for (const part of draft.parts) {
    if (part.by !== 'unit') continue;
    // The federation's own officer is a person of the demo; for the others their paper is recorded.
    const own = part.unit === 'U02';
    const { unit, amount } = part;
    await (
      await at(months, 10, own ? 'federation' : 'county')
    ).consentRenovation({
      ...place,
      body: { unit, amount, ...(!own && { document: DIGEST }) },
      idempotencyKey: `demo-consent-${plan.id}-${unit}`,
    });
  }
  let version = 1 + draft.parts.filter(({ by }) => by === 'unit').length;
  const step = async (date: number, body: Parameters<Desk['stepRenovation']>[0]['body']) =>
    (await at(months, date)).stepRenovation({ ...place, body, ifMatch: `"${version++}"` });
  await step(14, { transition: 'agree', evidence: DIGEST, note: '业主会议同意，各方签订协议（演示）。' });
  await step(16, { transition: 'start' });
  await step(20, { transition: 'report', note: '主体工程完成过半（演示）。' });
  if (goal === 'done')
    await step(26, { transition: 'complete', evidence: DIGEST, note: '住委会和单位共同验收（演示）。' });
}
