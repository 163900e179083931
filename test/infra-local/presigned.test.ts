import { expect, test } from 'vitest';
import { presigned } from '../../functions/http/presigned.ts';
import { json, type Request } from '../../infra/local/http.ts';
import { localRole, withSignature } from '../../infra/local/presigned.ts';

const NOW = '2026-11-30T02:00:00.000Z';
const later = (seconds: number): number => Date.parse(NOW) + seconds * 1000;
const signed = { 'content-type': 'text/csv', 'content-length': '3', 'if-none-match': '*' };
const sent = { ...signed, host: '127.0.0.1:9' };

const address = (signer = localRole): URL =>
  new URL(presigned('PUT', 'http://127.0.0.1:9/uploads/imports/a/b', signed, { now: NOW, seconds: 900, signer }));

/** What the door answers: 204 is what stands behind it. */
async function knock(url: URL, given: Partial<Request> = {}, now = later(1)): Promise<number> {
  const door = withSignature(
    () => Promise.resolve(json(204, {})),
    localRole,
    () => now,
  );
  const body = Buffer.from('id\n');
  const request = { method: 'PUT', path: url.pathname, query: url.search.slice(1), headers: sent, body, sourceIp: '' };
  return (await door({ ...request, ...given })).status;
}

test('what was signed passes, until its time is over', async () => {
  expect(await knock(address())).toBe(204);
  expect(await knock(address(), {}, later(899))).toBe(204);
  expect(await knock(address(), {}, later(901))).toBe(403);
  expect(await knock(address(), {}, later(-901))).toBe(403);
});

test('another method, key, length, type, condition, time or signer does not', async () => {
  expect(await knock(address(), { method: 'GET' })).toBe(403);
  expect(await knock(address(), { path: '/uploads/imports/a/c' })).toBe(403);
  expect(await knock(address(), { headers: { ...sent, 'content-length': '4' } })).toBe(403);
  expect(await knock(address(), { headers: { ...sent, 'content-type': 'text/html' } })).toBe(403);
  expect(await knock(address(), { headers: { ...sent, 'if-none-match': '' } })).toBe(403);
  expect(await knock(new URL(address().href.replace('Expires=900', 'Expires=90000')))).toBe(403);
  expect(await knock(new URL(`${address().href}&more=1`))).toBe(403);
  expect(await knock(address({ ...localRole, secret: 'another' }))).toBe(403);
  expect(await knock(new URL(address().href.replace(/&X-Amz-Signature=.*/, '')))).toBe(403);
});
