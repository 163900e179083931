import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openAlarms } from '../../infra/local/alarms.ts';
import type { Functions } from '../../infra/local/functions.ts';
import { openQueues } from '../../infra/local/queues.ts';
import { names } from './template.ts';

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'sonata-alarms-'))));
afterAll(() => rm(folder, { recursive: true }));

const alarm = (MetricName: string, of: string) => [
  'AWS::CloudWatch::Alarm',
  {
    Namespace: 'AWS/SQS',
    MetricName,
    Dimensions: [{ Name: 'QueueName', Value: { Ref: of } }],
    Period: 300,
    Threshold: 1,
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
  },
];
const template = names({
  Failed: ['AWS::SQS::Queue', { QueueName: 'failed' }],
  Waiting: alarm('ApproximateNumberOfMessagesVisible', 'Failed') as [string, object],
  Unknown: alarm('NumberOfMessagesDeleted', 'Failed') as [string, object],
  Rule: [
    'AWS::Events::Rule',
    {
      EventPattern: {
        source: ['aws.cloudwatch'],
        'detail-type': ['CloudWatch Alarm State Change'],
        resources: [{ 'Fn::GetAtt': ['Waiting', 'Arn'] }],
      },
      Targets: [
        {
          Arn: 'teller',
          InputTransformer: {
            InputPathsMap: { name: '$.detail.alarmName', 'detail-state': '$.detail.state.value', time: '$.time' },
            InputTemplate: '{"part":"reports","alarm":<name>,"state":<detail-state>,"at":<time>}',
          },
        },
      ],
    },
  ],
});

test('a message in a failure queue sounds its alarm, which the rule tells once, in its own words; so does its end', async () => {
  const queues = await openQueues(template, folder);
  const told: unknown[] = [];
  let failing = true;
  const functions = {
    find: () => ({
      invoke: (event: unknown) => {
        if (failing) return Promise.reject(new Error('not now'));
        told.push(event);
        return Promise.resolve(undefined);
      },
    }),
  } as unknown as Functions;
  const open = () =>
    openAlarms(template, functions, {
      file: join(folder, 'alarms.json'),
      now: () => Date.parse('2026-11-30T01:00:00Z'),
      tick: 5,
      measure: async ({ name, of }) =>
        name === 'ApproximateNumberOfMessagesVisible' ? (await queues.waiting(of))?.count : undefined,
    });
  const alarms = await open();
  alarms.start();
  const until = async (many: number) => {
    while (told.length < many) await pause(5);
    await pause(30);
  };
  await pause(30);
  // What could not be told is told later.
  failing = false;
  await until(1);
  await queues.send(template.arn('Failed'), { poison: true });
  await until(2);
  await alarms.stop();
  // What was told before it stopped is not told again.
  const again = await open();
  again.start();
  await pause(30);
  await rm(join(folder, 'failed.jsonl'));
  await until(3);
  await again.stop();
  const as = (state: string) => ({ part: 'reports', alarm: 'Waiting', state, at: '2026-11-30T01:00:00.000Z' });
  expect(told).toEqual([as('OK'), as('ALARM'), as('OK')]);
});
