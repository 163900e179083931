import { CfnOutput, Duration } from 'aws-cdk-lib/core';
import {
  Alarm,
  ComparisonOperator,
  Dashboard,
  GraphWidget,
  type IMetric,
  Metric,
  Row,
  Stats,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { Function } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { Api } from './api.ts';
import type { Data } from './data.ts';
import type { Events } from './events.ts';
import type { Publish } from './publish.ts';

/** A function that works behind the scenes, and the queue where what it could not do ends. */
export interface Worker {
  readonly function: Function;
  readonly failed: Queue;
}

export interface AlarmsProps {
  readonly api: Api;
  readonly data: Data;
  readonly publish: Publish;
  readonly events: Events;
  readonly workers: Readonly<Record<string, Worker>>;
}

const period = Duration.minutes(5);

/** What wakes somebody, and the one picture to look at then. */
export class Alarms extends Construct {
  private readonly topic: Topic;

  constructor(scope: Construct, id: string, { api, data, publish, events, workers }: AlarmsProps) {
    super(scope, id);
    this.topic = new Topic(this, 'Topic', { displayName: 'Sonata alarms', enforceSSL: true });
    new CfnOutput(this, 'TopicArn', { value: this.topic.topicArn, description: 'Subscribe whom alarms should reach' });

    const functions: [string, Function][] = [
      ...api.functions,
      ['publish', publish.function],
      ...Object.entries(workers).map(([name, worker]): [string, Function] => [name, worker.function]),
      ['events', events.events],
      ['webhooks', events.webhooks],
    ];
    for (const [name, target] of functions) {
      this.alarm(
        `${name}-errors`,
        target.metricErrors({ period }),
        1,
        'The function failed; its log names the request.',
      );
      this.alarm(`${name}-throttles`, target.metricThrottles({ period }), 1, 'Calls wait: raise the concurrency.');
    }
    const gateway = (metricName: string, statistic: string) =>
      new Metric({
        namespace: 'AWS/ApiGateway',
        metricName,
        dimensionsMap: { ApiId: api.gateway.ref },
        statistic,
        period,
      });
    const late = publish.function.metric('IteratorAge', { statistic: Stats.MAXIMUM, period });
    this.alarm('api-5xx', gateway('5xx', Stats.SUM), 5, 'Callers get server errors.');
    this.alarm('api-latency', gateway('Latency', 'p99'), 5000, 'One call in a hundred takes more than 5 s.');
    const oldest = events.attempts.metricApproximateAgeOfOldestMessage({ period, statistic: Stats.MAXIMUM });
    this.alarm('attempts-late', oldest, 3_600, 'Webhooks are an hour behind.');
    this.alarm('stream-late', late, 600_000, 'Public pages are ten minutes behind.');
    const failures: Record<string, Queue> = {
      records: publish.failedRecords,
      rebuilds: publish.failedRebuilds,
      events: events.failed,
      ...Object.fromEntries(Object.entries(workers).map(([name, { failed }]) => [name, failed])),
    };
    for (const [name, queue] of Object.entries(failures)) {
      const waiting = queue.metricApproximateNumberOfMessagesVisible({ period, statistic: Stats.MAXIMUM });
      this.alarm(`failed-${name}`, waiting, 1, 'Read the queue, mend the cause, then do it again.');
    }

    const tables = [data.grids, data.lists, data.fund, data.system, data.ledger, data.journal];
    const dashboard = new Dashboard(this, 'Dashboard', { defaultInterval: Duration.days(1) });
    dashboard.addWidgets(
      graphs({
        'API calls': [gateway('Count', Stats.SUM)],
        'API errors': [gateway('4xx', Stats.SUM), gateway('5xx', Stats.SUM)],
        'API latency, ms': [gateway('Latency', 'p50'), gateway('Latency', 'p99')],
      }),
      graphs({
        'Function errors': functions.map(([label, target]) => target.metricErrors({ period, label })),
        'Function time, ms (p99)': functions.map(([label, target]) =>
          target.metricDuration({ period, label, statistic: 'p99' }),
        ),
        'Pages behind, ms': [late],
      }),
      graphs({
        'Table reads': tables.map((table) => table.metricConsumedReadCapacityUnits({ period })),
        'Table writes': tables.map((table) => table.metricConsumedWriteCapacityUnits({ period })),
        Failures: Object.values(failures).map((queue) => queue.metricApproximateNumberOfMessagesVisible({ period })),
      }),
    );
  }

  private alarm(id: string, metric: IMetric, threshold: number, alarmDescription: string): void {
    const alarm = new Alarm(this, id, {
      metric,
      threshold,
      alarmDescription,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(this.topic));
  }
}

const graphs = (series: Record<string, IMetric[]>): Row =>
  new Row(...Object.entries(series).map(([title, left]) => new GraphWidget({ title, left, width: 8 })));
