import { Duration } from 'aws-cdk-lib/core';
import {
  EventSourceMapping,
  FilterCriteria,
  FilterRule,
  type Function,
  StartingPosition,
} from 'aws-cdk-lib/aws-lambda';
import { SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Data } from './data.ts';
import { allow, handler } from './functions.ts';
import { failureQueue } from './queue.ts';

export interface PlanningProps {
  readonly build: string;
  readonly data: Data;
}

/** Large plans: made one by one from the stream of their orders, with more time than an HTTP answer has. */
export class Planning extends Construct {
  readonly function: Function;
  /** Orders that failed for good. */
  readonly failed: Queue;

  constructor(scope: Construct, id: string, { build, data: { grids } }: PlanningProps) {
    super(scope, id);
    this.failed = failureQueue(this, 'FailedPlans');
    this.function = handler(this, {
      name: 'planning',
      build,
      description: 'Sonata: plans of large communities',
      memory: 3008,
      timeout: Duration.minutes(15),
      environment: { TABLE_GRIDS: grids.tableName },
      may: [
        allow(['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:BatchWriteItem'], grids.tableArn),
        allow(
          ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:ListStreams'],
          grids.tableStreamArn ?? '',
        ),
        allow(['sqs:SendMessage'], this.failed.queueArn),
      ],
    });
    new EventSourceMapping(this, 'Orders', {
      target: this.function,
      eventSourceArn: grids.tableStreamArn ?? '',
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 10,
      reportBatchItemFailures: true,
      retryAttempts: 2,
      onFailure: new SqsDlq(this.failed),
      filters: [FilterCriteria.filter({ dynamodb: { Keys: { sk: { S: FilterRule.beginsWith('plan-order#') } } } })],
    });
  }
}
