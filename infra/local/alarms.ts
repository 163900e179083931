import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod';
import { replaceFile } from './bucket.ts';
import { matches, Pattern } from './filter.ts';
import type { Functions } from './functions.ts';
import { type Names, REGION } from './names.ts';

const AlarmProperties = z.object({
  Namespace: z.string(),
  MetricName: z.string(),
  Dimensions: z.array(z.object({ Name: z.string(), Value: z.string() })),
  Period: z.number(),
  Threshold: z.number(),
  ComparisonOperator: z.literal('GreaterThanOrEqualToThreshold'),
});

const RuleProperties = z.object({
  EventPattern: Pattern,
  Targets: z.array(
    z.object({
      Arn: z.string(),
      InputTransformer: z.object({ InputPathsMap: z.record(z.string(), z.string()), InputTemplate: z.string() }),
    }),
  ),
});

/** What an alarm watches. */
export interface Metric {
  readonly namespace: string;
  readonly name: string;
  /** The queue's or function's name. */
  readonly of: string;
  /** Seconds that the figure is of. */
  readonly period: number;
}

/** The figure of a metric now; undefined where this machine keeps none. */
export type Measure = (metric: Metric) => Promise<number | undefined>;

/**
 * The template's alarms, as far as this machine has their figures, and the rules on them: whenever an alarm changes, the
 * event that CloudWatch sends is matched with the rules, and their functions are invoked with what the rules make of it.
 * @param file keeps how each alarm was last told
 */
export async function openAlarms(
  names: Names,
  functions: Functions,
  { file, measure, now, tick = 1_000 }: { file: string; measure: Measure; now: () => number; tick?: number },
) {
  const alarms = names.all('AWS::CloudWatch::Alarm').flatMap(({ id, properties }) => {
    const read = AlarmProperties.safeParse(properties).data;
    const [dimension] = read?.Dimensions ?? [];
    return read && dimension ? [{ ...read, of: dimension.Value, name: names.ref(id), arn: names.arn(id) }] : [];
  });
  const rules = names.all('AWS::Events::Rule').map(({ properties }) => RuleProperties.parse(properties));
  const told = z
    .record(z.string(), z.string())
    .catch({})
    .parse(await readFile(file, 'utf8').then(JSON.parse, () => undefined));
  const ending = new AbortController();

  const tell = async (event: object): Promise<void> => {
    for (const { EventPattern: pattern, Targets: targets } of rules) {
      if (!matches(pattern, event)) continue;
      for (const { Arn: arn, InputTransformer: form } of targets)
        await functions.find(arn).invoke(transformed(form, event));
    }
  };
  /** One that could not be told is told at the next look. */
  const look = async (): Promise<void> => {
    for (const { name, arn, of, Namespace: namespace, MetricName, Period: period, Threshold } of alarms) {
      const figure = await measure({ namespace, name: MetricName, of, period });
      if (figure === undefined) continue;
      const value = figure >= Threshold ? 'ALARM' : 'OK';
      const before = told[name] ?? 'INSUFFICIENT_DATA';
      if (value === before) continue;
      await tell(changed(name, arn, value, before, new Date(now())));
      told[name] = value;
      await replaceFile(file, JSON.stringify(told));
    }
  };
  const run = async (): Promise<void> => {
    while (!ending.signal.aborted) {
      await look().catch(() => {});
      await pause(tick, undefined, { signal: ending.signal }).catch(() => {});
    }
  };
  let running: Promise<void> | undefined;
  return {
    start: () => void (running ??= run()),
    stop: async () => {
      ending.abort();
      await running;
    },
  };
}

/** The event, as CloudWatch writes it. */
const changed = (alarmName: string, arn: string, value: string, before: string, at: Date) => ({
  version: '0',
  id: randomUUID(),
  'detail-type': 'CloudWatch Alarm State Change',
  source: 'aws.cloudwatch',
  region: REGION,
  time: at.toISOString(),
  resources: [arn],
  detail: { alarmName, state: { value, timestamp: at.toISOString() }, previousState: { value: before } },
});

type Form = z.output<typeof RuleProperties>['Targets'][number]['InputTransformer'];

/** What a rule makes of an event: its template, the places filled with what stands at their paths. */
function transformed({ InputPathsMap: paths, InputTemplate: template }: Form, event: object): unknown {
  const at = (path: string): unknown =>
    path
      .split('.')
      .slice(1)
      .reduce<unknown>((part, key) => (part as Readonly<Record<string, unknown>>)[key], event);
  return JSON.parse(template.replace(/<([\w-]+)>/g, (_, name: string) => JSON.stringify(at(paths[name] ?? '$'))));
}
