import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod';
import { replaceFile } from './bucket.ts';
import { isDue } from './cron.ts';
import type { Functions } from './functions.ts';
import type { Names } from './names.ts';
import type { Send } from './queues.ts';

const ScheduleProperties = z.object({
  ScheduleExpression: z.string(),
  ScheduleExpressionTimezone: z.string().default('UTC'),
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  Target: z.object({
    Arn: z.string(),
    Input: z.string().optional(),
    RetryPolicy: z.object({ MaximumRetryAttempts: z.number().default(185) }).default({ MaximumRetryAttempts: 185 }),
    DeadLetterConfig: z.object({ Arn: z.string() }).optional(),
  }),
});
type Schedule = z.output<typeof ScheduleProperties> & { readonly name: string };

export interface Schedules {
  readonly names: readonly string[];
  start(): void;
  /** Invokes a schedule's function now. @throws FunctionError when it fails */
  fire(name: string): Promise<unknown>;
  stop(): Promise<void>;
}

/** Longest absence that a start makes up for, in minutes. */
const DAY = 1_440;

/**
 * The template's schedules, run at least once each: a time missed while nothing ran is made up for once at the start,
 * and an invocation that fails is tried again.
 * @param file keeps the last minute looked at
 */
export async function openSchedules(
  names: Names,
  functions: Functions,
  { file, send, now, tick = 1_000 }: { file: string; send: Send; now: () => number; tick?: number },
): Promise<Schedules> {
  const schedules = names
    .all('AWS::Scheduler::Schedule')
    .map(({ id, properties }): Schedule => ({ ...ScheduleProperties.parse(properties), name: names.ref(id) }));
  const ending = new AbortController();
  const invoke = ({ Target }: Schedule): Promise<unknown> =>
    functions.find(Target.Arn).invoke(JSON.parse(Target.Input ?? '{}'));
  const minute = (): number => Math.floor(now() / 60_000);
  let seen = Math.max(await readMinute(file, minute()), minute() - DAY);

  const persist = async (schedule: Schedule): Promise<void> => {
    for (let attempt = 0; !ending.signal.aborted; attempt++) {
      try {
        await invoke(schedule);
        return;
      } catch (error) {
        const queue = schedule.Target.DeadLetterConfig?.Arn;
        if (attempt >= schedule.Target.RetryPolicy.MaximumRetryAttempts) {
          if (queue !== undefined) await send(queue, JSON.parse(schedule.Target.Input ?? '{}'));
          return;
        }
        await pause(Math.min(1_000 * 2 ** attempt, 60_000), undefined, { signal: ending.signal }).catch(() => error);
      }
    }
  };
  const run = async (): Promise<void> => {
    while (!ending.signal.aborted) {
      const upTo = minute();
      const minutes = Array.from({ length: Math.max(0, upTo - seen) }, (_, i) => seen + 1 + i);
      for (const schedule of schedules) {
        const { State, ScheduleExpression: expression, ScheduleExpressionTimezone: zone } = schedule;
        if (State === 'ENABLED' && minutes.some((each) => isDue(expression, zone, each))) void persist(schedule);
      }
      if (minutes.length > 0) await replaceFile(file, JSON.stringify((seen = upTo)));
      await pause(tick, undefined, { signal: ending.signal }).catch(() => {});
    }
  };
  let running: Promise<void> | undefined;
  return {
    names: schedules.map(({ name }) => name),
    start: () => void (running ??= run()),
    fire: (name) => {
      const schedule = schedules.find((each) => each.name === name);
      if (!schedule) throw new Error(`the template holds no schedule ${name}`);
      return invoke(schedule);
    },
    stop: async () => {
      ending.abort();
      await running;
    },
  };
}

const readMinute = async (file: string, otherwise: number): Promise<number> =>
  z
    .int()
    .catch(otherwise)
    .parse(await readFile(file, 'utf8').then(JSON.parse, () => undefined));
