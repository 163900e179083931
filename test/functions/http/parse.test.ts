import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plans } from '../../../functions/grids/plans/contract.ts';
import { buildings } from '../../../functions/grids/buildings/contract.ts';
import { BODY_LIMIT_BYTES, parseInput, type RawRequest } from '../../../functions/http/parse.ts';
import { Invalid } from '../../../functions/http/problem.ts';
import { Refusal } from '../../../functions/http/refusal.ts';
import type { Route } from '../../../functions/http/route.ts';

const raw = (body: string | Uint8Array, contentType = 'application/json', query = {}): RawRequest => ({
  params: { community: '500229001002' },
  query,
  contentType,
  bytes: typeof body === 'string' ? new TextEncoder().encode(body) : body,
});

function refusalOf(row: Route, request: RawRequest): Refusal {
  try {
    parseInput(row, request, 'en');
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('was not refused');
}

test('a plan request gets its defaults', () => {
  const { body } = parseInput(plans.planGrids, raw('{"grids": 13}'), 'en');
  expect(body).toEqual({ grids: 13, tolerance: 0.05, seed: 1, weight: 'households', keepCompounds: true });
});

test('every fault is told at once, with a pointer to its field, unknown fields included', () => {
  const refusal = refusalOf(plans.planGrids, raw('{"grids": 0, "tolerance": "much", "state": "published"}')) as Invalid;
  expect(refusal.refusal).toBe('request-invalid');
  expect(refusal.errors.map(({ pointer }) => pointer).sort()).toEqual(['#/grids', '#/state', '#/tolerance']);
});

test('a missing field is told as missing, a query field by its name', () => {
  const row: Route = { ...plans.planGrids, body: plans.planGrids.body.required({ grids: true }) };
  expect((refusalOf(row, raw('{}')) as Invalid).errors).toEqual([{ pointer: '#/grids', detail: 'is required' }]);
  const query = refusalOf(plans.plans, raw('', undefined, { limit: '0', page: '2' })) as Invalid;
  expect(query.errors.map(({ parameter }) => parameter).sort()).toEqual(['limit', 'page']);
});

test('a route without a query refuses any', () => {
  expect((refusalOf(plans.plan, raw('', undefined, { debug: '1' })) as Invalid).errors).toEqual([
    { parameter: 'debug', detail: 'is not a known field' },
  ]);
});

test('numbers that are no numbers of the contract are refused', () => {
  for (const grids of ['-1', '0', '0.001', '1e21', '"1e3"', '9007199254740993', 'null']) {
    expect(refusalOf(plans.planGrids, raw(`{"grids": ${grids}}`)).refusal).toBe('request-invalid');
  }
});

test('what is no JSON, nested too deeply, too large or of another type is refused by name', () => {
  expect(refusalOf(plans.planGrids, raw('{"grids": 13')).refusal).toBe('body-unreadable');
  expect(refusalOf(plans.planGrids, raw('['.repeat(40) + ']'.repeat(40))).refusal).toBe('body-unreadable');
  expect(refusalOf(plans.planGrids, raw('{}', 'text/plain')).refusal).toBe('media-type-unsupported');
  expect(refusalOf(plans.planGrids, raw(`{"name": "${'x'.repeat(300_000)}"}`)).refusal).toBe('body-too-large');
  expect(refusalOf(buildings.importBuildings, raw(new Uint8Array(BODY_LIMIT_BYTES + 1), 'text/csv')).refusal).toBe(
    'body-too-large',
  );
});

test('a file in GBK reads as one in UTF-8', () => {
  const gbk = Uint8Array.from([0xb9, 0xf0, 0xbb, 0xa8, 0xbe, 0xae]);
  expect(parseInput(buildings.importBuildings, raw(gbk, 'text/csv; charset=gbk'), 'en').upload).toMatchObject({
    type: 'text/csv',
    text: '桂花井',
  });
});

test('letters that a gateway lost are not stored, and a CSV that goes as bytes keeps them', () => {
  const gbk = Uint8Array.from([0xb9, 0xf0, 0xbb, 0xa8, 0xbe, 0xae]);
  const kept = raw(gbk, 'application/octet-stream');
  expect(parseInput(buildings.importBuildings, kept, 'en').upload).toMatchObject({ type: 'text/csv', text: '桂花井' });
  const lost = { ...raw(new TextEncoder().encode(new TextDecoder().decode(gbk)), 'text/csv'), asText: true };
  expect(refusalOf(buildings.importBuildings, lost).refusal).toBe('file-unreadable');
});

test('any bytes are parsed or refused by name, never a fault', () => {
  fc.assert(
    fc.property(fc.oneof(fc.json(), fc.string(), fc.uint8Array()), (body) => {
      try {
        parseInput(plans.planGrids, raw(body), 'zh-CN');
      } catch (error) {
        expect(error).toBeInstanceOf(Refusal);
      }
      expect(true).toBe(true);
    }),
  );
});
