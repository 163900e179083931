import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { applicationStore } from '../../../functions/fund/applications/store.ts';
import { fundStore } from '../../../functions/fund/funds/store.ts';
import { balancesOf } from '../../../functions/fund/ledger/verify.ts';
import { entryOf } from '../../../functions/fund/ledger/chain.ts';
import { fold } from '../../../functions/fund/ledger/state.ts';
import { ledgerStore } from '../../../functions/fund/ledger/store.ts';
import { received, stateOf as stateOfPledge } from '../../../functions/fund/pledges/pledge.ts';
import { pledgeStore } from '../../../functions/fund/pledges/store.ts';
import { slipActions } from '../../../functions/fund/slips/actions.ts';
import { slips } from '../../../functions/fund/slips/contract.ts';
import { slipStore } from '../../../functions/fund/slips/store.ts';
import type { Gate } from '../../../functions/http/admission.ts';
import type { Caller } from '../../../functions/http/policy.ts';
import { room, serve } from '../../../functions/http/serve.ts';
import { Conflict, openTable, type Table } from '../../../functions/table/table.ts';
import { embedded } from '../../engine.ts';
import { openFund } from '../reports/fund.ts';

let engine: Awaited<ReturnType<typeof embedded>>;
beforeAll(async () => {
  engine = await embedded('fund', 'ledger', 'journal');
});
afterAll(() => engine.stop());

/** What happens at each await on a table: it may strike there. */
let pass: (point: string) => void = () => {};
beforeEach(() => {
  // Its log lines, and the stacks of the faults that these tests cause.
  for (const stream of ['log', 'error'] as const) vi.spyOn(console, stream).mockImplementation(() => {});
  pass = () => {};
});

/** A table that calls `pass` before and after each of its verbs. */
function fragile(name: string): Table {
  const table = openTable(name, engine.documents);
  const around =
    <A extends unknown[], R>(verb: string, act: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      pass(`before ${verb}`);
      const result = await act(...args);
      pass(`after ${verb}`);
      return result;
    };
  return {
    ...table,
    get: around('get', table.get),
    list: around('list', table.list),
    all: around('all', table.all),
    commit: around('commit', table.commit),
  };
}

const AT = '2026-10-05T02:00:00.000Z';
const DAY = 86_400_000;
/** The fund's function, as deployed, over tables that may fail. */
function api() {
  const [table, rows, journal] = [fragile('fund'), fragile('ledger'), fragile('journal')];
  const ledger = ledgerStore(table, rows);
  const caller = (authorization: string | undefined): Caller => ({
    id: authorization ?? 'nobody',
    client: 'web',
    roles: ['county-officer'],
    division: '52',
    scopes: ['fund.read', 'fund.write'],
  });
  const gate = { admit: (who: Caller) => Promise.resolve({ caller: who }), keep: () => Promise.resolve() };
  const handler = serve(
    {
      pillar: 'fund',
      table,
      journal,
      cursorSecret: 'secret',
      verify: (authorization) => Promise.resolve(caller(authorization)),
      gate: gate as unknown as Gate,
    },
    [
      room(
        slips,
        slipActions({
          store: slipStore(table),
          ledger,
          funds: fundStore(table),
          applications: applicationStore(table),
          pledges: pledgeStore(table),
        }),
      ),
    ],
  );
  let request = 0;
  return async (who: string, route: string, fund: string, options: Asked = {}) => {
    const [method = '', path = ''] = route.split(' ');
    const event = {
      routeKey: `${method} /api/v1/funds/{fund}${path}`,
      rawPath: `/api/v1/funds/${fund}${path.replace('{slip}', options.slip ?? '')}`,
      rawQueryString: '',
      headers: {
        authorization: who,
        'content-type': 'application/json',
        'idempotency-key': options.key ?? `key-${request}`,
      },
      pathParameters: { fund, ...(options.slip && { slip: options.slip }) },
      requestContext: { timeEpoch: Date.parse(AT) + (options.later ?? 0) },
      body: options.body === undefined ? undefined : JSON.stringify(options.body),
      isBase64Encoded: false,
    };
    const lambda = { awsRequestId: `request-${fund}-${++request}` } as Context;
    const answer = await handler(event as unknown as APIGatewayProxyEventV2, lambda);
    const { statusCode, body = '', headers } = answer as APIGatewayProxyStructuredResultV2;
    return { status: statusCode, headers, body: JSON.parse(body) as Record<string, unknown> };
  };
}
interface Asked {
  readonly slip?: string;
  readonly key?: string;
  readonly body?: unknown;
  readonly later?: number;
}

const INTEREST = { kind: 'interest', amount: 90, voucher: 'I-1' };

async function slipOf(fund: string, call: ReturnType<typeof api>, body: unknown = INTEREST): Promise<string> {
  const { body: slip } = await call('anna', 'POST /slips', fund, { body, key: `record-${fund}` });
  return slip['id'] as string;
}

/** All that the tables hold of a fund, without what differs between two runs: hashes, ids of requests. */
async function stateOf(fund: string) {
  const [table, rows] = [openTable('fund', engine.documents), openTable('ledger', engine.documents)];
  const ledger = ledgerStore(table, rows);
  const entries = (await ledger.rows(fund)).map(entryOf);
  expect(Object.fromEntries(await ledger.balances(fund))).toEqual(balancesOf(fold(fund, entries)));
  const journal = (await openTable('journal', engine.documents).list(fund.replace(/\D/g, ''))).items;
  const done = (await slipStore(table).list(fund, 10, undefined)).slips;
  return {
    entries: entries.map(({ seq, kind, legs }) => ({ seq, kind, legs })),
    slips: done.map(({ state, seq, version }) => ({ state, seq, version })),
    operations: journal.map((item) => item['operation']),
  };
}

test('case 17: killed at any await of a confirmation, the same request again ends in the state of a run without a kill', async () => {
  const run = async (fund: string, killAt: number): Promise<{ points: number; status: number | undefined }> => {
    await openFund(openTable('fund', engine.documents), openTable('ledger', engine.documents), fund);
    const call = api();
    const slip = await slipOf(fund, call);
    let points = 0;
    pass = () => {
      if (++points === killAt) throw new Error('killed');
    };
    const first = await call('bert', 'POST /slips/{slip}/confirm', fund, { slip, key: `confirm-${fund}` });
    pass = () => {};
    if (killAt > 0) expect(first.status, `killed at await ${killAt}`).toBe(500);
    const again = await call('bert', 'POST /slips/{slip}/confirm', fund, { slip, key: `confirm-${fund}` });
    return { points, status: again.status };
  };
  const whole = await run('fund-520000', 0);
  const due = await stateOf('fund-520000');
  expect(due.entries).toHaveLength(1);
  expect(whole.points).toBeGreaterThan(15);
  for (let killAt = 1; killAt <= whole.points; killAt++) {
    const fund = `fund-${520000 + killAt}`;
    expect((await run(fund, killAt)).status, `killed at await ${killAt}`).toBe(201);
    expect(await stateOf(fund), `killed at await ${killAt}`).toEqual(due);
  }
}, 120_000);

test('case 16: committed, then the answer lost: the same request gets the original 201, within the call or after it', async () => {
  const fund = 'fund-521000';
  await openFund(openTable('fund', engine.documents), openTable('ledger', engine.documents), fund);
  const call = api();
  const slip = await slipOf(fund, call);
  let struck = 0;
  pass = (point) => {
    // The SDK's own retry met the write that its first try had made.
    if (point === 'after commit' && struck++ === 0) throw new Conflict('the condition failed, by our own write');
  };
  const first = await call('bert', 'POST /slips/{slip}/confirm', fund, { slip, key: 'lost' });
  pass = () => {};
  expect(first.status).toBe(201);
  const again = await call('bert', 'POST /slips/{slip}/confirm', fund, { slip, key: 'lost' });
  expect([again.status, again.body]).toEqual([201, first.body]);
  expect((await stateOf(fund)).entries).toHaveLength(1);
});

test('case 18: when the key’s record has expired, the business id still blocks a second effect', async () => {
  const fund = 'fund-522000';
  await openFund(openTable('fund', engine.documents), openTable('ledger', engine.documents), fund);
  const call = api();
  const slip = await slipOf(fund, call);
  const ask = { slip, key: 'expired' };
  expect((await call('bert', 'POST /slips/{slip}/confirm', fund, ask)).status).toBe(201);
  expect((await call('bert', 'POST /slips/{slip}/confirm', fund, { ...ask, later: DAY })).status).toBe(201);
  const late = await call('bert', 'POST /slips/{slip}/confirm', fund, { ...ask, later: 3 * DAY });
  expect([late.status, late.body['type']]).toEqual([409, expect.stringContaining('slip-settled')]);
  expect((await stateOf(fund)).entries).toHaveLength(1);
});

test('case 19: conflicts and throttles are tried again within bounds, then 503 with Retry-After; never called lack of money', async () => {
  const fund = 'fund-523000';
  const { post } = await openFund(openTable('fund', engine.documents), openTable('ledger', engine.documents), fund);
  await post({ kind: 'interest', amount: 100, voucher: 'I-0' }, AT);
  const call = api();
  const slip = await slipOf(fund, call, { kind: 'fee', amount: 100, voucher: 'F-1' });
  for (const verb of ['before commit', 'before get', 'before list']) {
    let tries = 0;
    pass = (point) => {
      if (point !== verb) return;
      tries++;
      throw new Conflict('throttled');
    };
    const refused = await call('bert', 'POST /slips/{slip}/confirm', fund, { slip, key: verb.replace(' ', '-') });
    if (verb === 'before list') expect(refused.status).toBe(201);
    else {
      expect(refused.status, verb).toBe(503);
      expect(refused.headers?.['retry-after']).toBe('2');
      expect(refused.body['type']).toContain('busy');
      expect(tries).toBeLessThanOrEqual(8);
    }
  }
  let left = 3;
  pass = (point) => {
    if (point === 'before commit' && left-- > 0) throw new Conflict('another transaction held the item');
  };
  expect((await call('anna', 'POST /slips', fund, { body: INTEREST, key: 'patient' })).status).toBe(201);
}, 60_000);

test('case 14: fifty deliveries of one request at once make one posting; every answer is that one, or asks for patience', async () => {
  const fund = 'fund-524000';
  await openFund(openTable('fund', engine.documents), openTable('ledger', engine.documents), fund);
  const call = api();
  const slip = await slipOf(fund, call);
  const calls = Array.from({ length: 50 }, () =>
    call('bert', 'POST /slips/{slip}/confirm', fund, { slip, key: 'fifty' }),
  );
  const answers = await Promise.all(calls);
  const done = answers.filter(({ status }) => status === 201);
  expect(new Set(done.map(({ body }) => JSON.stringify(body))).size).toBe(1);
  expect(answers.every(({ status }) => status === 201 || status === 409 || status === 503)).toBe(true);
  expect((await stateOf(fund)).entries).toHaveLength(1);
});

test('a pledge is fulfilled by the confirmed contribution that names it, in one transaction, and stands again when that is reversed', async () => {
  const fund = 'fund-525000';
  const table = openTable('fund', engine.documents);
  await openFund(table, openTable('ledger', engine.documents), fund);
  const giver = {
    id: 'unit-one',
    source: 'unit',
    publish: true,
    consent: { on: '2026-09-01', by: 'person-a' },
  } as const;
  const pledge = { fund, contributor: 'unit-one', source: 'unit', amount: 900, madeOn: '2026-09-01' } as const;
  const kept = { id: 'pledge-one', dueOn: '2026-12-31', consent: { by: 'person-a' }, receipts: [], version: 1 };
  await table.commit([
    slipStore(table).saveContributor(fund, { ...giver, version: 1 }),
    pledgeStore(table).save({ ...pledge, ...kept }),
  ]);
  const call = api();
  const gift = { kind: 'contribution', contributor: 'unit-one', source: 'unit', amount: 900, voucher: 'V-1' };
  const record = (body: unknown, key: string) => call('anna', 'POST /slips', fund, { body, key });
  const confirm = (slip: string) => call('bert', 'POST /slips/{slip}/confirm', fund, { slip, key: slip });
  expect((await record({ ...gift, pledge: 'pledge-two' }, 'none')).body['type']).toContain('no-such-pledge');
  expect((await record({ ...gift, pledge: 'pledge-one', purpose: 'lamp' }, 'other')).body['type']).toContain(
    'pledge-differs',
  );
  const slips = [];
  for (const key of ['one', 'two'])
    slips.push((await record({ ...gift, pledge: 'pledge-one' }, key)).body['id'] as string);
  const [first = '', second = ''] = slips;
  const done = await confirm(first);
  expect(JSON.stringify(done.body['entry'])).not.toContain('pledge');
  expect(stateOfPledge(await pledgeStore(table).record(fund, 'pledge-one'))).toBe('fulfilled');
  // Recorded while the pledge was open; meanwhile the other one fulfilled it.
  expect((await confirm(second)).body['type']).toContain('pledge-resolved');
  const undo = await record({ kind: 'reversal', entry: first, reason: 'entered-in-error' }, 'undo');
  expect((await confirm(undo.body['id'] as string)).status).toBe(201);
  const after = await pledgeStore(table).record(fund, 'pledge-one');
  expect([stateOfPledge(after), received(after), after.version]).toEqual(['open', 0, 3]);
  expect((await confirm(second)).status).toBe(201);
});

test('case 7: money that was given for one purpose is set aside for no other without its donor’s recorded consent', async () => {
  const fund = 'fund-526000';
  const { post } = await openFund(openTable('fund', engine.documents), openTable('ledger', engine.documents), fund);
  const gift = { kind: 'contribution', contributor: 'unit-one', source: 'unit', voucher: 'V-1' } as const;
  await post({ ...gift, amount: 900, purpose: 'lamp' }, AT);
  await post({ ...gift, amount: 100, voucher: 'V-2' }, AT);
  const reserve = { kind: 'reservation', application: 'app-one', purpose: 'barrier', expiresOn: '2026-12-31' } as const;
  await expect(post({ ...reserve, amount: 101 }, AT)).rejects.toThrow('earmarked-for-another-purpose');
  const consent = { kind: 'consent', contribution: 'entry-1', amount: 300, evidence: 'ab'.repeat(32) } as const;
  await post({ ...consent, to: 'barrier' }, AT);
  await post({ ...reserve, amount: 400 }, AT);
  const balances = await ledgerStore(
    openTable('fund', engine.documents),
    openTable('ledger', engine.documents),
  ).balances(fund, 'assets:');
  expect(Object.fromEntries(balances)).toMatchObject({ 'assets:earmarked:lamp': 600, 'assets:committed:app-one': 400 });
});
