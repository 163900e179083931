import { Duration } from 'aws-cdk-lib/core';
import {
  EventSourceMapping,
  FilterCriteria,
  FilterRule,
  type Function,
  StartingPosition,
} from 'aws-cdk-lib/aws-lambda';
import { SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Data } from './data.ts';
import { allow, handler } from './functions.ts';
import { failureQueue } from './queue.ts';

export interface EventsProps {
  readonly build: string;
  readonly data: Data;
}

/** What changed, for the county's other systems: a feed from the tables' streams, and webhooks through a queue. */
export class Events extends Construct {
  readonly events: Function;
  readonly webhooks: Function;
  /** Stream records that could not be told, and attempts that failed for a reason of ours. */
  readonly failed: Queue;
  /** Attempts to send that wait for their time. */
  readonly attempts: Queue;

  constructor(scope: Construct, id: string, props: EventsProps) {
    super(scope, id);
    const { system } = props.data;
    this.failed = failureQueue(this, 'Failed');
    this.attempts = new Queue(this, 'Attempts', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      visibilityTimeout: Duration.minutes(3),
      retentionPeriod: Duration.days(14),
      deadLetterQueue: { queue: this.failed, maxReceiveCount: 8 },
    });
    const environment = { TABLE_SYSTEM: system.tableName, QUEUE_ATTEMPTS: this.attempts.queueUrl };
    const reaches = [
      allow(['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:ConditionCheckItem'], system.tableArn),
      allow(['sqs:SendMessage'], this.attempts.queueArn),
    ];
    this.events = this.tell(props, environment, reaches);
    this.webhooks = handler(new Construct(this, 'Send'), {
      name: 'webhooks',
      build: props.build,
      description: "Sonata: sends events to the county's systems",
      memory: 512,
      timeout: Duration.seconds(29),
      environment,
      may: [
        ...reaches,
        allow(['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], this.attempts.queueArn),
      ],
    });
    new EventSourceMapping(this, 'Due', {
      target: this.webhooks,
      eventSourceArn: this.attempts.queueArn,
      batchSize: 10,
      reportBatchItemFailures: true,
      maxConcurrency: 10,
    });
  }

  private tell({ build, data }: EventsProps, environment: Record<string, string>, reaches: ReturnType<typeof allow>[]) {
    const streams = { Grids: data.grids, Lists: data.lists, Fund: data.fund, System: data.system };
    const arns = Object.values(streams).map(({ tableStreamArn }) => tableStreamArn ?? '');
    const target = handler(new Construct(this, 'Tell'), {
      name: 'events',
      build,
      description: 'Sonata: tells what changed',
      memory: 512,
      timeout: Duration.minutes(1),
      environment,
      may: [
        ...reaches,
        allow(
          ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:ListStreams'],
          ...arns,
        ),
        allow(['sqs:SendMessage'], this.failed.queueArn),
      ],
    });
    for (const [id, { tableStreamArn = '' }] of Object.entries(streams)) {
      new EventSourceMapping(this, id, {
        target,
        eventSourceArn: tableStreamArn,
        startingPosition: StartingPosition.TRIM_HORIZON,
        batchSize: 100,
        bisectBatchOnError: true,
        reportBatchItemFailures: true,
        retryAttempts: 20,
        onFailure: new SqsDlq(this.failed),
        // The table of events itself: only what is to be sent.
        ...(id === 'System' && {
          filters: [FilterCriteria.filter({ dynamodb: { Keys: { sk: { S: FilterRule.beginsWith('delivery#') } } } })],
        }),
      });
    }
    return target;
  }
}
