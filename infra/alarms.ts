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
import type { StatusPart } from '../functions/publish/status/contract.ts';
import type { Publish } from './publish.ts';
import type { Status } from './status.ts';

type WorkerName = 'reports' | 'deadlines' | 'planning' | 'reminders' | 'imports';

/** The part of the public status that a worker's alarms tell of. */
const partOf: Readonly<Record<WorkerName, StatusPart>> = {
  reports: 'reports',
  deadlines: 'reminders',
  planning: 'planning',
  reminders: 'reminders',
  imports: 'imports',
};

/** A function that works behind the scenes, and the queue where what it could not do ends. */
export interface Worker {
  readonly function: Function;
  readonly failed: Queue;
}

/** A name for the alarms, what they watch, and the part of the public status that they tell of. */
type Watched<T> = [name: string, watched: T, part?: StatusPart];

export interface AlarmsProps {
  readonly api: Api;
  readonly data: Data;
  readonly publish: Publish;
  readonly events: Events;
  readonly workers: Readonly<Record<WorkerName, Worker>>;
  readonly status: Status;
}

/** A figure of the gateway, by its name and statistic. */
type Gateway = (metricName: string, statistic: string) => Metric;

interface Pictured {
  readonly functions: readonly Watched<Function>[];
  readonly failures: readonly Watched<Queue>[];
  readonly late: IMetric;
}

const period = Duration.minutes(5);

/** What wakes somebody, and the one picture to look at then. */
export class Alarms extends Construct {
  private readonly topic: Topic;
  private readonly byPart = new Map<StatusPart, Alarm[]>();

  constructor(scope: Construct, id: string, { api, data, publish, events, workers, status }: AlarmsProps) {
    super(scope, id);
    this.topic = new Topic(this, 'Topic', { displayName: 'Sonata alarms', enforceSSL: true });
    new CfnOutput(this, 'TopicArn', { value: this.topic.topicArn, description: 'Subscribe whom alarms should reach' });

    const others = Object.entries(workers) as [WorkerName, Worker][];
    const functions: Watched<Function>[] = [
      ...[...api.functions].map(([name, target]): Watched<Function> => [name, target, 'api']),
      ['publish', publish.function, 'publishing'],
      ...others.map(([name, worker]): Watched<Function> => [name, worker.function, partOf[name]]),
      ['events', events.events, 'webhooks'],
      ['webhooks', events.webhooks, 'webhooks'],
      ['status', status.function],
    ];
    for (const [name, target, part] of functions) {
      const said = 'The function failed; its log names the request.';
      this.alarm(`${name}-errors`, target.metricErrors({ period }), 1, said, part);
      this.alarm(
        `${name}-throttles`,
        target.metricThrottles({ period }),
        1,
        'Calls wait: raise the concurrency.',
        part,
      );
    }
    const gateway: Gateway = (metricName, statistic) =>
      new Metric({
        namespace: 'AWS/ApiGateway',
        metricName,
        dimensionsMap: { ApiId: api.gateway.ref },
        statistic,
        period,
      });
    const late = publish.function.metric('IteratorAge', { statistic: Stats.MAXIMUM, period });
    this.alarm('api-5xx', gateway('5xx', Stats.SUM), 5, 'Callers get server errors.', 'api');
    this.alarm('api-latency', gateway('Latency', 'p99'), 5000, 'One call in a hundred takes more than 5 s.', 'api');
    const oldest = events.attempts.metricApproximateAgeOfOldestMessage({ period, statistic: Stats.MAXIMUM });
    this.alarm('attempts-late', oldest, 3_600, 'Webhooks are an hour behind.', 'webhooks');
    this.alarm('stream-late', late, 600_000, 'Public pages are ten minutes behind.', 'publishing');
    const failures: Watched<Queue>[] = [
      ['records', publish.failedRecords, 'publishing'],
      ['rebuilds', publish.failedRebuilds, 'publishing'],
      ['events', events.failed, 'webhooks'],
      ...others.map(([name, { failed }]): Watched<Queue> => [name, failed, partOf[name]]),
      ['status', status.failed],
    ];
    for (const [name, queue, part] of failures) {
      const waiting = queue.metricApproximateNumberOfMessagesVisible({ period, statistic: Stats.MAXIMUM });
      this.alarm(`failed-${name}`, waiting, 1, 'Read the queue, mend the cause, then do it again.', part);
    }
    for (const [part, alarms] of this.byPart) status.watch(part, alarms);

    this.picture(data, gateway, { functions, failures, late });
  }

  /** The one picture to look at then. */
  private picture(data: Data, gateway: Gateway, { functions, failures, late }: Pictured): void {
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
        Failures: failures.map(([, queue]) => queue.metricApproximateNumberOfMessagesVisible({ period })),
      }),
    );
  }

  /** @param part of the public status that it tells of */
  private alarm(id: string, metric: IMetric, threshold: number, alarmDescription: string, part?: StatusPart): void {
    const alarm = new Alarm(this, id, {
      metric,
      threshold,
      alarmDescription,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(this.topic));
    if (part) this.byPart.set(part, [...(this.byPart.get(part) ?? []), alarm]);
  }
}

const graphs = (series: Record<string, IMetric[]>): Row =>
  new Row(...Object.entries(series).map(([title, left]) => new GraphWidget({ title, left, width: 8 })));
