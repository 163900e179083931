import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { roles } from '../../functions/http/policy.ts';
import { drawing, Memory, spoilings, undeclared, valid } from './case.ts';
import { type Operation, operations } from './document.ts';
import { office, type Sent, type Told } from './office.ts';

/**
 * Every operation of the OpenAPI document is asked for what it describes and for what it does not. FUZZ_ROUNDS=50 asks
 * longer, FUZZ_SEED=7 asks otherwise.
 */
const ROUNDS = Number(process.env['FUZZ_ROUNDS'] ?? 1);
const SEED = Number(process.env['FUZZ_SEED'] ?? 1);
const LONG = 60_000 + ROUNDS * 60_000;

const COUNTY = '500229';
let api: Awaited<ReturnType<typeof office>>;
let tokens: Readonly<Record<'officer' | 'system' | 'everyone', string>>;
const memory = new Memory();

beforeAll(async () => {
  for (const stream of ['log', 'error'] as const) vi.spyOn(console, stream).mockImplementation(() => {});
  api = await office();
  const officer = await api.tokenOf('officer', { roles: ['county-officer'], division: COUNTY });
  const system = await api.tokenOf('fuzz-system', { client_id: 'fuzz-system' });
  const everyone = await api.tokenOf('everyone', { roles: [...roles], division: COUNTY, unit: 'U01', fund: COUNTY });
  tokens = { officer, system, everyone };
  await settle();
});
afterAll(() => api.stop());

const signed = (sent: Sent, token: string | undefined): Sent => ({
  ...sent,
  headers: { ...sent.headers, ...(token && { authorization: `Bearer ${token}` }) },
});

/** A small county, so that what is valid finds something. */
async function settle(): Promise<void> {
  const post = async (address: string, type: string, body: string) => {
    const headers = { 'content-type': type, 'idempotency-key': `"${address}"` };
    const told = await api.send(signed({ method: 'POST', address, headers, body }, tokens.officer));
    expect(told.status, `${address}: ${told.text}`).toBeLessThan(300);
    return JSON.parse(told.text) as { id: string; version: number };
  };
  const scopes = ['grids', 'lists', 'fund', 'system'].flatMap((pillar) => [`${pillar}.read`, `${pillar}.write`]);
  const record = {
    id: 'fuzz-system',
    name: '系统',
    division: COUNTY,
    scopes,
    perMinute: 6000,
    clientId: 'fuzz-system',
  };
  await post(`/counties/${COUNTY}/clients`, 'application/json', JSON.stringify(record));
  const rows = `${COUNTY},城口县\n${COUNTY}001,葛城街道\n${COUNTY}001002,凤凰社区\n${COUNTY}001003,南大街社区`;
  await post(`/counties/${COUNTY}/divisions`, 'text/csv', `code,name\n${rows}`);
  const community = `${COUNTY}001002`;
  const houses = Array.from({ length: 12 }, (_, i) => `b${i},${i}栋,${108.66 + i * 4e-4},31.95,20`).join('\n');
  await post(`/communities/${community}/buildings`, 'text/csv', `id,name,lng,lat,households\n${houses}`);
  const units = 'id,name,kind,lng,lat\nU01,检察院,department,108.66,31.95\nU02,妇联,organisation,108.661,31.951';
  await post(`/counties/${COUNTY}/units`, 'text/csv', units);
  const plan = await post(`/communities/${community}/plans`, 'application/json', '{"grids":2}');
  const publish = { method: 'POST', address: `/communities/${community}/plans/${plan.id}/publish`, body: undefined };
  const headers = { 'if-match': `"${plan.version}"`, 'idempotency-key': '"publish"' };
  await api.send(signed({ ...publish, headers }, tokens.officer));
  for (const code of [COUNTY, `${COUNTY}001`, community]) memory.know('division', code);
  memory.know('community', community);
  for (const grid of [`${community}001`, `${community}002`]) memory.know('grid', grid);
  for (const unit of ['U01', 'U02']) memory.know('unit', unit);
  memory.know('plan', plan.id);
}

/** What was amiss, with what to send to see it again. */
const story = (operation: Operation, sent: Sent, told: Told, what: string): string =>
  `${operation.operationId}: ${what}\n  ${sent.method} ${sent.address} ${JSON.stringify({ ...sent.headers, authorization: '…' })} ${sent.body?.slice(0, 400) ?? ''}\n  -> ${told.status} ${told.text.slice(0, 300)}`;

test('whatever is described is answered as described, whoever asks', { timeout: LONG }, async () => {
  const faults: string[] = [];
  const seen = new Set<string>();
  const draw = drawing(SEED);
  for (let round = 0; round < ROUNDS; round++) {
    for (const [who, token] of Object.entries(tokens)) {
      for (const operation of operations) {
        const sent = signed(valid(operation, memory, draw), token);
        const told = await api.send(sent);
        if (told.status < 300) seen.add(operation.operationId);
        const what = undeclared(operation, told);
        if (what) faults.push(story(operation, sent, told, `${who}: ${what}`));
        memory.learn(operation, sent, told, operations);
      }
    }
  }
  expect(faults.slice(0, 40), `seed ${SEED}`).toEqual([]);
  // Else it would only have knocked at doors.
  expect(seen.size).toBeGreaterThan(operations.length / 3);
});

test('what is not described is refused, in a described way', { timeout: LONG }, async () => {
  const faults: string[] = [];
  const draw = drawing(SEED + 1);
  for (let round = 0; round < ROUNDS; round++) {
    for (const operation of operations) {
      const fits = signed(valid(operation, memory, draw), tokens.everyone);
      for (const [spoiling, sent] of spoilings(operation, fits, draw)) {
        const told = await api.send(sent);
        const what = told.status < 400 ? `${told.status} for ${spoiling}` : undeclared(operation, told);
        if (what) faults.push(story(operation, sent, told, `${spoiling}: ${what}`));
      }
    }
  }
  expect(faults.slice(0, 40), `seed ${SEED}`).toEqual([]);
});

test('another county, and nobody, are let in nowhere', { timeout: LONG }, async () => {
  const faults: string[] = [];
  const draw = drawing(SEED + 2);
  const closed = operations.filter(({ security }) => security.length > 0);
  for (const operation of closed) {
    const sent = valid(operation, memory, draw);
    const nobody = await api.send(sent);
    if (nobody.status !== 401) faults.push(story(operation, sent, nobody, 'nobody was let in'));
    if (!/\{(division|community|grid|meeting|fund)\}/.test(operation.path)) continue;
    const address = sent.address.replace(new RegExp(COUNTY, 'g'), '500999');
    if (address === sent.address) continue;
    for (const token of [tokens.officer, tokens.system]) {
      const foreign = signed({ ...sent, address }, token);
      const told = await api.send(foreign);
      if (told.status !== 403) faults.push(story(operation, foreign, told, 'another county was let in'));
    }
  }
  expect(faults.slice(0, 40), `seed ${SEED}`).toEqual([]);
});
