import { setTimeout as pause } from 'node:timers/promises';
import { expect, inject, test } from 'vitest';
import { StatusSnapshot } from '../../functions/publish/status/contract.ts';

const partOf = async (name: string) => {
  const answer = await fetch(`${inject('base')}/data/status.json`);
  if (!answer.ok) return undefined;
  return StatusSnapshot.parse(await answer.json()).parts.find(({ part }) => part === name);
};

async function until(name: string, state: string) {
  for (const end = Date.now() + 60_000; Date.now() < end; await pause(200)) {
    const part = await partOf(name);
    if (part?.state === state) return part;
  }
  throw new Error(`${name} did not become ${state}`);
}

test('a function that fails makes its part of the public status disturbed, through its alarm, rule and function', async () => {
  const { aws, outputs } = inject('demo');
  await until('planning', 'ok');
  expect((await until('publishing', 'ok')).since).toBeUndefined();
  const before = new Date().toISOString();
  const answer = await fetch(`${aws.lambda}/2015-03-31/functions/${outputs['PublishFunction']}/invocations`, {
    method: 'POST',
    headers: { authorization: 'local' },
    body: '{"Records":[null]}',
  });
  expect(answer.headers.get('x-amz-function-error')).toBe('Unhandled');
  const { since } = await until('publishing', 'disturbed');
  expect(since! >= before).toBe(true);
  // Its neighbours are not.
  expect(await partOf('planning')).toEqual({ part: 'planning', state: 'ok' });
}, 150_000);
