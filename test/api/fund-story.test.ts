import { expect, inject, test } from 'vitest';
import { addDays } from '../../functions/calendar/day.ts';
import type { Order } from '../../functions/fund/ledger/contract.ts';
import { verify } from '../../functions/fund/ledger/verify.ts';
import type { Statement } from '../../functions/fund/statements/statement.ts';
import type { Problem } from '../../functions/http/client.ts';
import { FundSnapshot, FundsSnapshot } from '../../functions/publish/contract.ts';
import { faults360 } from '../functions/fund/exports/giving360.ts';
import { fundApi, today } from './fund.ts';

const base = inject('base');
const { aws, outputs } = inject('demo');
const FUND = 'fund-500229-001-006';
const COMMUNITY = '500229001006';
const DIGEST = 'ab'.repeat(32);

const operate = (path: string, body: unknown = {}) =>
  fetch(aws.lambda + path, { method: 'POST', headers: { authorization: 'local' }, body: JSON.stringify(body) });
const report = async (asked: unknown) =>
  (await operate(`/2015-03-31/functions/${outputs['ReportsFunction']}/invocations`, asked)).json();
const text = async (path: string) => {
  const answer = await fetch(base + path);
  expect(answer.status, path).toBe(200);
  return answer.text();
};
const json = async (path: string) => JSON.parse(await text(path)) as unknown;
const refusalOf = (call: Promise<unknown>) =>
  call.then(
    () => 'done',
    (error: unknown) => (error as Problem).refusal,
  );

/** An application and how to move it, each step at the start of a day from now. */
async function drafted(plan: { cost: number; fromFund: number; own: number }, relatedUnits: string[] = []) {
  const at = (days: number) => `${addDays(today(), days)}T12:00:00.000Z`;
  const { applications } = await fundApi('residents');
  const body = {
    compound: `compound-t${Math.random().toString(36).slice(2, 10)}`,
    title: '测试院落加装路灯',
    need: '夜间无照明。',
    purpose: 'lamp',
    plan: { ...plan, quotes: 3 },
    threeNo: { owningUnit: false, management: false, repairFund: false },
    relatedUnits,
  };
  const { body: made } = await applications.apply({ params: { community: COMMUNITY, fund: FUND }, body });
  const params = { community: COMMUNITY, fund: FUND, application: made.application.id };
  const etag = async () => (await (await fundApi('auditor')).applications.application({ params })).etag!;
  return {
    params,
    at,
    tracking: made.tracking,
    quotes: async (amounts: readonly number[], ifMatch?: string) =>
      (await fundApi('residents')).applications.giveQuotes({
        params,
        ifMatch: ifMatch ?? (await etag()),
        body: { quotes: amounts.map((amount, i) => ({ from: `测试供应商${i + 1}`, amount })) },
      }),
    evidence: async (agree: number) =>
      (await fundApi('residents')).applications.giveEvidence({
        params,
        ifMatch: await etag(),
        body: {
          item: 9,
          all: { area: 2400, heads: 24 },
          part: { area: 1600, heads: 16 },
          agree: { area: 100 * agree, heads: agree },
          noticeOn: addDays(today(), -20),
          heldOn: addDays(today(), -2),
          committeeTold: true,
          minutes: DIGEST,
          openObjections: 0,
        },
      }),
    step: async (name: string, days: number, transition: string, given: object = {}) =>
      (await fundApi(name, at(days))).applications.stepApplication({
        params,
        body: { transition, ...given },
        ifMatch: await etag(),
      }),
    vote: async (name: string, days: number) =>
      (await fundApi(name, at(days))).reviews.vote({ params, body: { approve: true, score: 80, reason: '好' } }),
    close: async (days: number) => (await fundApi('fund', at(days))).reviews.closeReview({ params }),
    record: async (name: string, days: number, order: Order) =>
      (await fundApi(name, at(days))).slips.recordSlip({ params: { fund: FUND }, body: order }),
    confirm: async (name: string, days: number, slip: string) =>
      (await fundApi(name, at(days))).slips.confirmSlip({ params: { fund: FUND, slip } }),
  };
}

test('the demo: 100,000 from 11 units, 5,000 = 3,000 + 2,000, published, verified, with the reports of three months', async () => {
  await operate('/settled');
  await operate('/settled');
  const { funds } = FundsSnapshot.parse(await json('/data/funds/index.json'));
  const row = funds.find(({ id }) => id === FUND)!;
  const fund = FundSnapshot.parse(await json(row.overview));
  expect(fund).toEqual(await json(row.overview));
  expect(fund.contributors).toHaveLength(11);
  // The desks may have recorded gifts meanwhile; the statements below know the months exactly.
  expect(fund.flows.in['unit']).toBeGreaterThanOrEqual(10_000_000);
  const closed = fund.applications.find(({ compound }) => compound === 'compound-nongfa')!;
  expect(closed).toMatchObject({ state: 'closed', award: { fund: 300_000, cost: 500_000, rules: 1 } });
  const journal = await json(row.journal);
  expect(await verify(journal)).toMatchObject({ ok: true, balances: fund.balances.total ? expect.any(Object) : {} });
  expect(await text(row.hledger)).toContain('commodity 1000.00 CNY');
  const grants = (await json(row.grants360!)) as { grants: { recipientOrganization: unknown; url: string }[] };
  expect(faults360(grants)).toEqual([]);
  expect(grants.grants.map(({ recipientOrganization }) => recipientOrganization)).toContainEqual([
    { id: 'compound-nongfa', name: '农发小区' },
  ]);
  // An address that another reader can open.
  expect((await fetch(grants.grants[0]!.url)).status).toBe(200);
  const months = fund.reports.filter(({ period }) => /^\d{4}-\d{2}$/.test(period.label));
  expect(months).toHaveLength(3);
  const statements = await Promise.all(months.map(async ({ json: path }) => (await json(path)) as Statement));
  expect(statements.map(({ flows }) => [flows.in.unit, flows.out.payments])).toEqual([
    [10_000_000, 0],
    [0, 150_000],
    [0, 150_000],
  ]);
  for (const { pdf, xlsx, json: path } of months) {
    expect((await text(pdf)).slice(0, 8)).toBe('%PDF-1.7');
    expect((await text(xlsx)).slice(0, 2)).toBe('PK');
    expect(await text(path.replace('.json', '.v1.json'))).toBe(await text(path));
  }
  expect(statements[1]!.opening).toEqual(statements[0]!.closing);
  for (const path of [row.overview, row.journal, row.journalCsv, row.hledger, '/data/funds/index.json'])
    // Who pays a part of a renovation is a kind of payer, not a person.
    expect((await text(path)).replaceAll('"by":"residents"', '')).not.toMatch(
      /梁守正|温如玉|孟桂兰|"(treasurer|residents|street)"/,
    );
});

test('cases 13 and 25: a report ordered again, or twice at once, is the same report with the same bytes', async () => {
  const { reports } = FundSnapshot.parse(await json(`/data/funds/${FUND}.json`));
  const before = await text(reports[0]!.json);
  const { label } = reports[0]!.period;
  const orders = await Promise.all([1, 2].map(() => report({ period: label, fund: FUND })));
  expect(orders).toEqual([{ ordered: [] }, { ordered: [] }]);
  await operate('/settled');
  expect(await text(reports[0]!.json)).toBe(before);
  expect(await report({ period: today().slice(0, 7) })).toMatchObject({ errorMessage: 'period-not-over' });
});

test('a statement issued anew without a difference stays the version it is; without a reason, or where none stands, it is refused', async () => {
  const { statements } = await fundApi('county');
  const params = { fund: FUND, period: today().slice(0, 4) };
  expect(await refusalOf(statements.reissueReport({ params, body: { reason: '核对' } }))).toBe('no-such-report');
  const { items } = (await statements.reports({ params: { fund: FUND } })).body;
  const { label } = items[0]!.period;
  const order = { params: { fund: FUND, period: label }, body: { reason: '核对' } };
  expect((await statements.reissueReport(order)).status).toBe(202);
  await operate('/settled');
  expect((await statements.reports({ params: { fund: FUND } })).body.items).toEqual(items);
});

test('cases 4 and 9: an application from the owners’ vote to the settlement, each step by its own people, money by two', async () => {
  const it = await drafted({ cost: 500_000, fromFund: 300_000, own: 200_000 });
  expect(await refusalOf(it.step('residents', 0, 'submit'))).toBe('evidence-holds');
  expect((await it.evidence(8)).body.outcome).toMatchObject({ passed: false, defects: ['not-agreed'] });
  expect(await refusalOf(it.step('residents', 0, 'submit'))).toBe('evidence-holds');
  expect((await it.evidence(9)).body.outcome).toMatchObject({ passed: true, defects: [] });
  await it.step('residents', 0, 'submit');
  expect(await refusalOf(it.step('residents', 0, 'accept'))).toBe('not-your-turn');
  await it.step('street', 0, 'accept');

  await it.vote('fund', 1);
  expect(await refusalOf(it.vote('fund', 1))).toBe('unit-voted');
  expect(await refusalOf(it.close(1))).toBe('no-quorum');
  expect(await refusalOf(it.step('fund', 1, 'approve', { reason: '好' }))).toBe('review-passed');
  const sealed = await (await fundApi('treasurer')).reviews.review({ params: it.params });
  expect(sealed.body).toMatchObject({ voted: [expect.any(String)], votes: [] });
  await it.vote('treasurer', 1);
  expect((await it.close(1)).body.outcome).toMatchObject({ eligible: 2, cast: 2, passed: true, meanScore: 8000 });
  expect(await refusalOf(it.step('fund', 1, 'approve'))).toBe('reason');
  const approved = await it.step('fund', 1, 'approve', { reason: '好' });
  expect(approved.body.application.award).toEqual({ fund: 300_000, cost: 500_000, rules: 1 });

  expect(await refusalOf(it.step('treasurer', 2, 'commit'))).toBe('notice-over');
  const objection = { params: it.params, body: { reason: '担心噪声' } };
  const objected = await (await fundApi('residents', it.at(3))).applications.object(objection);
  expect(objected.body).toMatchObject({ state: 'objected', objections: 1, notice: { stopped: true } });
  expect(await refusalOf(it.step('treasurer', 30, 'commit'))).toBe('no-such-transition');
  const { application } = (await (await fundApi('fund')).applications.application({ params: it.params })).body;
  await it.step('street', 4, 'answer', { subject: application.objections[0]!.id, reason: '已说明' });
  await it.step('fund', 4, 'resume');
  expect(await refusalOf(it.step('fund', 30, 'commit'))).toBe('same-person');
  await it.step('treasurer', 30, 'commit');

  const order = { kind: 'payment', application: it.params.application, amount: 150_000, voucher: 'P-1' } as const;
  expect(await refusalOf(it.record('treasurer', 31, order))).toBe('not-yet-payable');
  await it.step('residents', 31, 'start');
  expect(await refusalOf(it.record('treasurer', 31, { ...order, amount: 150_001 }))).toBe('not-yet-payable');
  const { body: slip } = await it.record('treasurer', 31, order);
  expect(await refusalOf(it.confirm('treasurer', 31, slip.id))).toBe('same-person');
  await it.confirm('fund', 31, slip.id);
  expect(await refusalOf(it.record('treasurer', 31, { ...order, amount: 1 }))).toBe('not-yet-payable');

  await it.step('residents', 60, 'complete', { actual: 400_000 });
  await it.step('street', 61, 'accept');
  expect(await refusalOf(it.step('fund', 62, 'settle'))).toBe('settled-in-ledger');
  const rest = await it.record('treasurer', 62, { ...order, amount: 90_000, voucher: 'P-2' });
  await it.confirm('fund', 62, rest.body.id);
  const release = { kind: 'release', application: it.params.application, reason: 'cost-lower' } as const;
  const released = await it.record('treasurer', 62, release);
  await it.confirm('fund', 62, released.body.id);
  expect(await refusalOf(it.record('treasurer', 62, release))).toBe('commitment-resolved');
  await it.step('fund', 63, 'settle');
  await it.step('fund', 64, 'close', { finalAccount: DIGEST });

  const refund = { kind: 'refund', application: it.params.application, voucher: 'R-1' } as const;
  const back = await it.record('treasurer', 65, { ...refund, amount: 40_000 });
  await it.confirm('fund', 65, back.body.id);
  // case 9: what came back cannot come back again
  expect(await refusalOf(it.record('treasurer', 65, { ...refund, amount: 200_001 }))).toBe('over-refund');

  const tracked = await json(`/api/v1/fund-applications/${it.tracking}`);
  expect(tracked).toMatchObject({ id: it.params.application, state: 'closed', actual: 400_000 });
  expect(JSON.stringify(tracked)).not.toContain('person-');
  await operate('/settled');
  const fund = FundSnapshot.parse(await json(`/data/funds/${FUND}.json`));
  expect(fund.applications.map(({ id }) => id)).toContain(it.params.application);
  expect(await verify(await json(fund.downloads.journal))).toMatchObject({ ok: true });
}, 120_000);

test('quotes that the rules ask for are added after the draft was written, kept in its history, and fixed once handed in', async () => {
  const work = await drafted({ cost: 1_000_000, fromFund: 400_000, own: 600_000 });
  await work.evidence(9);
  expect(await refusalOf(work.step('residents', 0, 'submit'))).toBe('plan-keeps-rules');
  const { body } = await work.quotes([1_000_000, 1_100_000, 1_200_000]);
  expect([body.quotes?.length, body.application.plan.quotes, body.application.history.at(-1)]).toMatchObject([
    3,
    3,
    { transition: 'quotes', from: 'draft', to: 'draft', role: 'residence-committee' },
  ]);
  expect(await refusalOf(work.quotes([1_000_000], '"1"'))).toBe('version-stale');
  await work.step('residents', 0, 'submit');
  expect(await refusalOf(work.quotes([1_000_000]))).toBe('no-such-transition');
});

test('case 6: a member of a related unit does not vote, and the quorum is counted without them', async () => {
  const { committee } = FundSnapshot.parse(await json(`/data/funds/${FUND}.json`));
  const it = await drafted({ cost: 5_000, fromFund: 3_000, own: 2_000 }, [committee[0]!]);
  await it.evidence(16);
  await it.step('residents', 0, 'submit');
  await it.step('street', 0, 'accept');
  const outcomes = [await refusalOf(it.vote('fund', 0)), await refusalOf(it.vote('treasurer', 0))];
  expect(outcomes.toSorted()).toEqual(['done', 'recused']);
  expect((await it.close(0)).body.outcome).toMatchObject({ eligible: 1, quorum: 1, cast: 1, passed: true });
});

test('case 11: nothing is posted into a closed month, except as late', async () => {
  const { closedThrough } = FundSnapshot.parse(await json(`/data/funds/${FUND}.json`));
  const it = await fundApi('treasurer');
  const order = { kind: 'interest', amount: 7, voucher: 'I-1', valueDay: closedThrough } as const;
  const params = { fund: FUND };
  expect(await refusalOf(it.slips.recordSlip({ params, body: order }))).toBe('period-closed');
  expect(await refusalOf(it.slips.recordSlip({ params, body: { ...order, late: true } }))).toBe('done');
  const closing = it.slips.closePeriod({ params, body: { through: closedThrough } });
  expect(await refusalOf(closing)).toBe('already-closed');
});
