import { applications } from '../../../functions/fund/applications/contract.ts';
import { addDays, shanghaiDay } from '../../../functions/calendar/day.ts';
import { funds } from '../../../functions/fund/funds/contract.ts';
import type { Order } from '../../../functions/fund/ledger/contract.ts';
import { findings } from '../../../functions/fund/findings/contract.ts';
import { pledges } from '../../../functions/fund/pledges/contract.ts';
import { reviews } from '../../../functions/fund/reviews/contract.ts';
import { slips } from '../../../functions/fund/slips/contract.ts';
import { client } from '../../../functions/http/client.ts';
import type { DemoApi } from './seed.ts';

const COMMUNITY = '500229001006';
const FUND = 'fund-500229-001-006';
const DIGEST = 'de30'.repeat(16);

/** 60 % fund, 40 % own, as the one published case of the county had it. */
const rules = (from: string) => ({
  from,
  match: 6000,
  minOwnShare: 4000,
  capPerProject: 2_000_000,
  capPerCompoundYear: 3_000_000,
  minQuotes: 3,
  quotesFrom: 1_000_000,
  quorum: 6667,
  majority: 'more-than-half' as const,
  noticeDays: 7,
  tranches: [5000, 5000],
  reservationDays: 180,
  days: { completeness: 5, review: 15, objection: 5, acceptance: 10, settlement: 10 },
});

/** The day `day` of the month that lies `months` before this one. */
export function dayOf(today: string, months: number, day: number): string {
  const month = new Date(Date.UTC(Number(today.slice(0, 4)), Number(today.slice(5, 7)) - 1 - months, day));
  return month.toISOString().slice(0, 10);
}

/**
 * Story C, lived through in the three months that ended: eleven units give 100,000 yuan; a compound that has no owning
 * unit, no management and no repair fund replaces its barrier for 5,000, of which the fund bears 3,000.
 */
export async function seedFund(api: DemoApi, log: (line: string) => void): Promise<void> {
  const today = shanghaiDay(new Date().toISOString());
  const as = async (name: string, day: string) => {
    const timed: typeof fetch = (address, options) => {
      const headers = new Headers(options?.headers);
      headers.set('sonata-local-time', `${day}T02:00:00.000Z`);
      return fetch(address, { ...options, headers });
    };
    const options = { base: api.base, token: await api.token(name), fetch: timed };
    return {
      funds: client(funds, options),
      slips: client(slips, options),
      pledges: client(pledges, options),
      findings: client(findings, options),
      applications: client(applications, options),
      reviews: client(reviews, options),
    };
  };
  const day = (months: number, date: number): string => dayOf(today, months, date);
  const post = async (on: string, order: Order): Promise<void> => {
    const { body } = await (await as('treasurer', on)).slips.recordSlip({ params: { fund: FUND }, body: order });
    await (await as('fund', on)).slips.confirmSlip({ params: { fund: FUND, slip: body.id } });
  };

  await gather(as, day, post);
  await replaceBarrier(as, day, post);
  await post(day(1, 21), { kind: 'interest', amount: 2_083, voucher: 'DEMO-INTEREST' });
  await audit(as, day);
  log('桂花井社区共建基金：11 个单位 100,000 元；道闸 5,000 元 = 基金 3,000 元 + 自筹 2,000 元（演示数据）');
}

type As = (name: string, day: string) => Promise<Clients>;
interface Clients {
  readonly funds: ReturnType<typeof client<typeof funds>>;
  readonly slips: ReturnType<typeof client<typeof slips>>;
  readonly pledges: ReturnType<typeof client<typeof pledges>>;
  readonly findings: ReturnType<typeof client<typeof findings>>;
  readonly applications: ReturnType<typeof client<typeof applications>>;
  readonly reviews: ReturnType<typeof client<typeof reviews>>;
}
type Day = (months: number, date: number) => string;
type Post = (on: string, order: Order) => Promise<void>;

async function gather(as: As, day: Day, post: Post): Promise<void> {
  const county = await as('county', day(3, 3));
  const opened = await county.funds.createFund({
    params: { division: COMMUNITY },
    body: {
      name: '桂花井社区共建基金（演示）',
      rules: rules(day(3, 3)),
      committee: [{ id: 'fund', unit: 'unit-founding' }],
    },
    idempotencyKey: 'demo-fund',
  });
  const giving = [];
  for (let unit = 1; unit <= 11; unit++) {
    const treasurer = await as('treasurer', day(3, 3 + unit));
    const { body } = await treasurer.slips.addContributor({
      params: { fund: FUND },
      body: { source: 'unit', name: `演示单位${String(unit).padStart(2, '0')}`, publish: true, consent: true },
      idempotencyKey: `demo-contributor-${unit}`,
    });
    giving.push(body.id);
    const amount = unit === 11 ? 1_000_000 : 900_000;
    // The last one promised it first; the money fulfils the promise.
    const promised = unit === 11 ? await pledge(treasurer, body.id, amount, day(2, 28)) : undefined;
    await post(day(3, 3 + unit), {
      kind: 'contribution',
      contributor: body.id,
      source: 'unit',
      amount,
      voucher: `DEMO-${String(unit).padStart(2, '0')}`,
      ...(promised !== undefined && { pledge: promised }),
    });
  }
  await pledge(await as('treasurer', day(1, 12)), giving[1] ?? '', 500_000, day(-2, 15));
  const [first = '', second = ''] = giving;
  await (
    await as('county', day(3, 15))
  ).funds.setCommittee({
    params: { fund: FUND },
    body: {
      members: [
        { id: 'fund', unit: first },
        { id: 'treasurer', unit: second },
      ],
    },
    ifMatch: opened.etag ?? '"1"',
  });
}

async function pledge({ pledges: promising }: Clients, contributor: string, amount: number, dueOn: string) {
  const body = { contributor, amount, dueOn, consent: true } as const;
  const made = await promising.makePledge({
    params: { fund: FUND },
    body,
    idempotencyKey: `demo-pledge-${contributor}`,
  });
  return made.body.id;
}

/** An auditor asks, the treasurer answers, the auditor is content. */
async function audit(as: As, day: Day): Promise<void> {
  const params = { fund: FUND };
  const auditing = (await as('auditor', day(1, 22))).findings;
  const { body: rows } = await (await as('auditor', day(1, 22))).slips.entries({ params, query: { limit: 1 } });
  const { body } = await auditing.markFinding({
    params: { ...params, entry: rows.items[0]?.id ?? '' },
    body: { text: '利息入账缺银行回单（演示）。' },
    idempotencyKey: 'demo-finding',
  });
  const step = async (name: string, on: string, transition: 'answer' | 'close', text: string, version: number) =>
    (await as(name, on)).findings.stepFinding({
      params: { ...params, finding: body.id },
      body: { transition, text },
      ifMatch: `"${version}"`,
    });
  await step('treasurer', day(1, 24), 'answer', '回单已补入凭证（演示）。', 1);
  await step('auditor', day(1, 26), 'close', '已核对回单（演示）。', 2);
}

const barrier = {
  compound: 'compound-nongfa',
  compoundName: '农发小区',
  title: '农发小区更换停车道闸（演示）',
  need: '道闸无法修复，进出无人管理。',
  purpose: 'barrier',
  plan: { cost: 500_000, fromFund: 300_000, own: 200_000, quotes: 3 },
  threeNo: { owningUnit: false, management: false, repairFund: false },
  budget: [
    { item: '智能停车升降杆一套', amount: 420_000 },
    { item: '拆旧与安装', amount: 80_000 },
  ],
  quotes: [
    { from: '演示供应商甲', amount: 500_000 },
    { from: '演示供应商乙', amount: 536_000 },
    { from: '演示供应商丙', amount: 552_000 },
  ],
  raising: '由业主大会决定按户分担，院内公示收款明细。',
};

async function replaceBarrier(as: As, day: Day, post: Post): Promise<void> {
  const residents = await as('residents', day(3, 22));
  const { body: drafted } = await residents.applications.apply({
    params: { community: COMMUNITY, fund: FUND },
    body: barrier,
    idempotencyKey: 'demo-application',
  });
  const params = { community: COMMUNITY, fund: FUND, application: drafted.application.id };
  let version = drafted.version;
  const step = async (name: string, on: string, transition: string, given: object = {}): Promise<void> => {
    const { body } = await (
      await as(name, on)
    ).applications.stepApplication({ params, body: { transition, ...given }, ifMatch: `"${version}"` });
    version = body.version;
  };
  const judged = await residents.applications.giveEvidence({
    params,
    body: {
      item: 9,
      all: { area: 240_000, heads: 24 },
      part: { area: 200_000, heads: 20 },
      agree: { area: 190_000, heads: 19 },
      noticeOn: addDays(day(3, 20), -16),
      heldOn: day(3, 20),
      committeeTold: true,
      minutes: DIGEST,
      openObjections: 0,
    },
    ifMatch: `"${version}"`,
  });
  version = judged.body.version;
  await step('residents', day(3, 22), 'submit');
  await step('street', day(3, 23), 'accept');
  for (const [member, score] of [
    ['fund', 92],
    ['treasurer', 88],
  ] as const) {
    const { reviews: reviewing } = await as(member, day(3, 24));
    await reviewing.vote({
      params,
      body: { approve: true, score, reason: '三无院落，居民已自筹四成。' },
      idempotencyKey: `demo-vote-${member}`,
    });
  }
  await (await as('fund', day(3, 25))).reviews.closeReview({ params, idempotencyKey: 'demo-close-review' });
  await step('fund', day(3, 25), 'approve', { reason: '符合规则，全票通过。' });
  await step('treasurer', day(2, 12), 'commit');
  await step('residents', day(2, 13), 'start');
  const payment = { kind: 'payment', application: params.application, amount: 150_000 } as const;
  await post(day(2, 14), { ...payment, voucher: 'DEMO-PAY-1' });
  await step('residents', day(1, 5), 'complete', { actual: 500_000 });
  await step('street', day(1, 8), 'accept');
  await post(day(1, 10), { ...payment, voucher: 'DEMO-PAY-2' });
  await step('fund', day(1, 11), 'settle');
  await step('fund', day(1, 20), 'close', { finalAccount: DIGEST });
}
