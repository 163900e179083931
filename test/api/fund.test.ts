import { expect, inject, test } from 'vitest';
import { verify } from '../../functions/fund/ledger/verify.ts';
import { Problem } from '../../functions/http/client.ts';
import { FundSnapshot } from '../../functions/publish/contract.ts';
import { delivered } from '../stack.ts';
import { tokenOf } from './as.ts';
import { fundApi, fundWith, give, outcomeOf, rulesFrom, today } from './fund.ts';

const base = inject('base');
const problem = (call: Promise<unknown>) => call.catch((error: unknown) => error as Problem);

test('a fund is opened once, read with its balances, and gets a new version of its rules', async () => {
  const county = await fundApi('county');
  const fund = await fundWith(100, 250_000);
  const again = problem(
    county.funds.createFund({
      params: { division: '500229001100' },
      body: { name: '又', rules: rulesFrom(today()), committee: [{ id: 'fund', unit: 'unit-a' }] },
    }),
  );
  expect(await again).toMatchObject({ status: 409, refusal: 'fund-exists' });
  const read = await county.funds.fund({ params: { fund } });
  expect(read.body).toMatchObject({
    balances: { available: 250_000, earmarked: {}, committed: 0, total: 250_000 },
    head: { seq: 1 },
    committee: ['unit-a'],
  });
  const body = { ...rulesFrom(today()), match: 5000, minOwnShare: 5000 };
  const stale = problem(county.funds.addRules({ params: { fund }, body, ifMatch: '"7"' }));
  expect(await stale).toMatchObject({ status: 412, refusal: 'version-stale' });
  const next = await county.funds.addRules({ params: { fund }, body, ifMatch: read.etag! });
  expect(next.body.rules.map(({ version, match }) => [version, match])).toEqual([
    [1, 6000],
    [2, 5000],
  ]);
});

test('you raise 2,000, the fund adds 3,000: a dry run for anyone', async () => {
  const { funds } = await fundApi('county');
  const fund = await fundWith(101, 10_000_000);
  const match = async (query: object) => (await funds.match({ params: { fund }, query })).body;
  expect(await match({ own: 200_000 })).toMatchObject({
    cost: 500_000,
    fund: 300_000,
    own: 200_000,
    limitedBy: 'ratio',
  });
  expect(await match({ cost: 500_001 })).toMatchObject({ fund: 300_000, own: 200_001 });
  const answer = await fetch(`${base}/api/v1/funds/${fund}/match?own=200000`);
  expect(await answer.json()).toMatchObject({ fund: 300_000 });
  expect(await problem(funds.match({ params: { fund }, query: {} }))).toMatchObject({ refusal: 'own-or-cost' });
});

test('case 2: concurrent spending on one fund succeeds as far as the money goes, and no further', async () => {
  const fund = await fundWith(102, 1_000);
  const [county, street] = [await fundApi('county'), await fundApi('street')];
  const slips = await Promise.all(
    Array.from({ length: 8 }, (_, i) =>
      county.slips.recordSlip({ params: { fund }, body: { kind: 'fee', amount: 300, voucher: `F-${i}` } }),
    ),
  );
  const outcomes = await Promise.all(
    slips.map(({ body }) =>
      outcomeOf(() =>
        street.slips.confirmSlip({ params: { fund, slip: body.id }, idempotencyKey: `confirm-${body.id}` }),
      ),
    ),
  );
  const refused = outcomes.filter((outcome) => typeof outcome === 'string');
  expect(refused).toEqual(Array.from({ length: 5 }, () => 'insufficient-funds'));
  expect((await county.funds.fund({ params: { fund } })).body.balances.available).toBe(100);
});

test('case 3: two first-ever spends on a fund without money or entries: neither wins; of two first receipts both count', async () => {
  const fund = await fundWith(103, 0);
  const county = await fundApi('county');
  const first = problem(
    county.slips.recordSlip({ params: { fund }, body: { kind: 'fee', amount: 1, voucher: 'F-1' } }),
  );
  expect(await first).toMatchObject({ status: 409, refusal: 'insufficient-funds' });
  await Promise.all([give(fund, 500), give(fund, 700)]);
  const { body } = await county.funds.fund({ params: { fund } });
  expect(body).toMatchObject({ balances: { available: 1_200 }, head: { seq: 2 } });
});

test('whoever records money does not confirm it, and a slip counts once', async () => {
  const fund = await fundWith(104, 0);
  const [county, street] = [await fundApi('county'), await fundApi('street')];
  const { body: slip } = await county.slips.recordSlip({
    params: { fund },
    body: { kind: 'interest', amount: 55, voucher: 'I-1' },
  });
  const params = { fund, slip: slip.id };
  expect(await problem(county.slips.confirmSlip({ params }))).toMatchObject({ status: 409, refusal: 'same-person' });
  expect((await county.funds.fund({ params: { fund } })).body.balances.total).toBe(0);
  const posted = await street.slips.confirmSlip({ params });
  expect(posted.body.entry).toMatchObject({ seq: 1, kind: 'interest', by: slip.by });
  expect(await problem(street.slips.confirmSlip({ params }))).toMatchObject({ refusal: 'slip-settled' });
  expect(await problem(street.slips.discardSlip({ params }))).toMatchObject({ refusal: 'slip-settled' });
  expect(JSON.stringify(posted.body)).not.toMatch(/county|street/);
});

test('case 8: no route edits or deletes an entry, and a second reversal is refused', async () => {
  const fund = await fundWith(105, 4_000);
  const [county, street] = [await fundApi('county'), await fundApi('street')];
  const { body } = await county.slips.entries({ params: { fund } });
  const entry = body.items[0]!;
  for (const method of ['PUT', 'PATCH', 'DELETE']) {
    const answer = await fetch(`${base}/api/v1/funds/${fund}/entries/${entry.seq}`, {
      method,
      headers: { authorization: `Bearer ${await tokenOf('county')}` },
    });
    expect([404, 405]).toContain(answer.status);
  }
  const order = { kind: 'reversal', entry: entry.id, reason: 'entered-in-error' } as const;
  const slip = await county.slips.recordSlip({ params: { fund }, body: order });
  await street.slips.confirmSlip({ params: { fund, slip: slip.body.id } });
  expect((await county.funds.fund({ params: { fund } })).body.balances.total).toBe(0);
  const second = problem(county.slips.recordSlip({ params: { fund }, body: order }));
  expect(await second).toMatchObject({ status: 409, refusal: 'already-reversed' });
});

test('case 10: an amount that is no positive integer of fen is refused and nothing is written', async () => {
  const fund = await fundWith(106, 0);
  const token = await tokenOf('county');
  for (const amount of ['0', '-1', '0.001', '1e21', '"1e3"', '9007199254740993']) {
    const answer = await fetch(`${base}/api/v1/funds/${fund}/slips`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'idempotency-key': `"amount-${fund}-${amount.replaceAll('"', '')}"`,
      },
      body: `{"kind":"interest","voucher":"I-1","amount":${amount}}`,
    });
    expect(answer.status, amount).toBe(422);
  }
  const { slips } = await fundApi('county');
  expect((await slips.slips({ params: { fund } })).body.items).toEqual([]);
});

test('case 14: the same key many times at once makes one posting, and every answer is that one', async () => {
  const fund = await fundWith(107, 0);
  const [county, street] = [await fundApi('county'), await fundApi('street')];
  const order = { kind: 'interest', amount: 90, voucher: 'I-1' } as const;
  const { body: slip } = await county.slips.recordSlip({ params: { fund }, body: order });
  const confirm = () =>
    outcomeOf(() => street.slips.confirmSlip({ params: { fund, slip: slip.id }, idempotencyKey: `same-${slip.id}` }));
  const outcomes = await Promise.all(Array.from({ length: 50 }, confirm));
  const hashes = new Set(outcomes.map((outcome) => (typeof outcome === 'string' ? outcome : outcome.body.entry.hash)));
  expect(hashes.size).toBe(1);
  expect((await county.funds.fund({ params: { fund } })).body).toMatchObject({
    head: { seq: 1 },
    balances: { total: 90 },
  });
});

test('case 16: the answer lost, the same request again gets the original one', async () => {
  const fund = await fundWith(111, 0);
  const [county, street] = [await fundApi('county'), await fundApi('street')];
  const order = { kind: 'interest', amount: 90, voucher: 'I-1' } as const;
  const { body: slip } = await county.slips.recordSlip({ params: { fund }, body: order });
  const confirm = () =>
    street.slips.confirmSlip({ params: { fund, slip: slip.id }, idempotencyKey: `lost-${slip.id}` });
  const [first, again] = [await confirm(), await confirm()];
  expect([first.status, again.status]).toEqual([201, 201]);
  expect(again.body).toEqual(first.body);
  expect((await county.funds.fund({ params: { fund } })).body.head.seq).toBe(1);
});

test('one giver twice adds up, and an earmark stays apart', async () => {
  const fund = await fundWith(112, 0);
  const [county, street] = [await fundApi('county'), await fundApi('street')];
  const giver = await county.slips.addContributor({
    params: { fund },
    body: { source: 'charity', name: '测试慈善会', publish: false, consent: true },
  });
  for (const purpose of ['lamp', 'lamp', undefined]) {
    const body = {
      kind: 'contribution',
      contributor: giver.body.id,
      source: 'charity',
      amount: 100,
      voucher: 'V-1',
    } as const;
    const slip = await county.slips.recordSlip({ params: { fund }, body: { ...body, ...(purpose && { purpose }) } });
    await street.slips.confirmSlip({ params: { fund, slip: slip.body.id } });
  }
  const { balances } = (await county.funds.fund({ params: { fund } })).body;
  expect(balances).toEqual({ available: 100, earmarked: { lamp: 200 }, committed: 0, total: 300 });
});

test('case 33: a contributor who is erased is unreadable in the register, the receipt and all that is published; the chain still verifies', async () => {
  const fund = await fundWith(113, 0);
  const [county, street] = [await fundApi('county'), await fundApi('street')];
  const params = { fund };
  const name = '测试被遗忘的商行';
  const { body: giver } = await county.slips.addContributor({
    params,
    body: { source: 'unit', name, publish: true, consent: true, document: 'ab'.repeat(32) },
  });
  expect(giver.consent).toMatchObject({ on: today(), document: 'ab'.repeat(32) });
  const order = {
    kind: 'contribution',
    contributor: giver.id,
    source: 'unit',
    amount: 300_005,
    voucher: 'V-9',
  } as const;
  const slip = await county.slips.recordSlip({ params, body: { ...order, bank: 'ICBC20261124000123' } });
  const { body: posted } = await street.slips.confirmSlip({ params: { fund, slip: slip.body.id } });
  expect(posted.slip.order).toMatchObject({ bank: 'ICBC20261124000123' });
  const receipt = async () => (await county.slips.receipt({ params: { fund, entry: slip.body.id } })).body;
  expect(await receipt()).toMatchObject({ name, amount: 300_005, capital: '叁仟元零伍分', seq: 1, undone: false });
  const published = async () => {
    await delivered(inject('demo'));
    const overview = await (await fetch(`${base}/data/funds/${fund}.json`)).text();
    const { downloads } = FundSnapshot.parse(JSON.parse(overview));
    const texts = [downloads.journal, downloads.journalCsv, downloads.hledger].map(async (path) =>
      (await fetch(base + path)).text(),
    );
    return { all: [overview, ...(await Promise.all(texts))].join('\n'), journal: downloads.journal };
  };
  const before = await published();
  expect(before.all).toContain(name);
  expect(before.all).not.toContain('ICBC');
  const one = { fund, contributor: giver.id };
  const hidden = await county.slips.publishName({ params: one, body: { publish: false } });
  expect(hidden.body).toMatchObject({ publish: false, version: 2 });
  expect((await published()).all).not.toContain(name);
  const erased = await county.slips.eraseContributor({ params: one });
  expect(erased.body).toMatchObject({ erasedOn: today(), publish: false });
  expect(JSON.stringify((await county.slips.contributors({ params })).body)).not.toContain(name);
  expect(await receipt()).not.toHaveProperty('name');
  const again = problem(county.slips.publishName({ params: one, body: { publish: true } }));
  expect(await again).toMatchObject({ status: 409, refusal: 'contributor-erased' });
  const after = await published();
  expect(after.all).not.toContain(name);
  expect(await verify(await (await fetch(base + after.journal)).json())).toMatchObject({ ok: true });
});

test('case 15: the same key with another body is refused, in a race too, and the loser writes nothing', async () => {
  const fund = await fundWith(108, 0);
  const county = await fundApi('county');
  const attempts = [10, 20].map((amount) =>
    outcomeOf(() =>
      county.slips.recordSlip({
        params: { fund },
        body: { kind: 'interest', amount, voucher: 'I-1' },
        idempotencyKey: `race-${fund}`,
      }),
    ),
  );
  const outcomes = await Promise.all(attempts);
  expect(outcomes.filter((outcome) => outcome === 'idempotency-key-reused')).toHaveLength(1);
  expect((await county.slips.slips({ params: { fund } })).body.items).toHaveLength(1);
});

test('the journal is paged with a cursor that never skips or repeats an entry', async () => {
  const fund = await fundWith(109, 0);
  for (let i = 1; i <= 5; i++) await give(fund, i);
  const { slips } = await fundApi('auditor');
  const seen: number[] = [];
  let cursor: string | undefined;
  do {
    const { body } = await slips.entries({ params: { fund }, query: { limit: 2, ...(cursor && { cursor }) } });
    seen.push(...body.items.map(({ seq }) => seq));
    cursor = body.next;
  } while (cursor);
  expect(seen).toEqual([5, 4, 3, 2, 1]);
});

test("authority: a committee's member acts on no other fund, an auditor writes nothing, another county sees nothing", async () => {
  const fund = await fundWith(110, 0);
  const order = { kind: 'interest', amount: 90, voucher: 'I-1' } as const;
  for (const name of ['fund', 'auditor', 'residents', 'elsewhere']) {
    const { slips } = await fundApi(name);
    expect(await problem(slips.recordSlip({ params: { fund }, body: order })), name).toMatchObject({ status: 403 });
  }
  const { funds } = await fundApi('elsewhere');
  expect(await problem(funds.fund({ params: { fund } }))).toMatchObject({ status: 403 });
});
