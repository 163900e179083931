import { setTimeout as pause } from 'node:timers/promises';
import { expect, inject, test } from 'vitest';
import { StatusSnapshot } from '../../functions/publish/status/contract.ts';

const partOf = async (name: string) => {
  const answer = await fetch(`${inject('base')}/data/status.json`);
  if (!answer.ok) return undefined;
  return StatusSnapshot.parse(await answer.json()).parts.find(({ part }) => part === name);
};

/** A failure that another test asked for stays in the alarm's figure for five minutes. */
async function until(name: string, state: string) {
  for (const end = Date.now() + 330_000; Date.now() < end; await pause(200)) {
    const part = await partOf(name);
    if (part?.state === state) return part;
  }
  throw new Error(`${name} did not become ${state}`);
}

test('a function that fails makes its part of the public status disturbed, through its alarm, rule and function', async () => {
  const { aws, outputs } = inject('demo');
  await until('planning', 'ok');
  expect((await until('reports', 'ok')).since).toBeUndefined();
  const before = new Date().toISOString();
  const answer = await fetch(`${aws.lambda}/2015-03-31/functions/${outputs['ReportsFunction']}/invocations`, {
    method: 'POST',
    headers: { authorization: 'local' },
    body: '{"Records":[null]}',
  });
  expect(answer.headers.get('x-amz-function-error')).toBe('Unhandled');
  const { since } = await until('reports', 'disturbed');
  expect(since! >= before).toBe(true);
  // Its neighbours are not.
  expect(await partOf('planning')).toEqual({ part: 'planning', state: 'ok' });
}, 700_000);
