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
import { acknowledgeObjects } from './bucket.ts';
import { allow, handler } from './functions.ts';
import { failureQueue } from './queue.ts';

export interface ImportsProps {
  readonly build: string;
  readonly data: Data;
}

/** Imports in bulk: carried on step by step from the stream of their orders, with more time than an HTTP answer has. */
export class Imports extends Construct {
  readonly function: Function;
  /** Orders that failed for good. */
  readonly failed: Queue;

  constructor(scope: Construct, id: string, { build, data: { system, grids, lists, fund, uploads } }: ImportsProps) {
    super(scope, id);
    this.failed = failureQueue(this, 'FailedImports');
    this.function = handler(this, {
      name: 'imports',
      build,
      description: 'Sonata: imports in bulk',
      memory: 1769,
      timeout: Duration.minutes(15),
      environment: {
        TABLE_SYSTEM: system.tableName,
        TABLE_GRIDS: grids.tableName,
        TABLE_LISTS: lists.tableName,
        TABLE_FUND: fund.tableName,
        BUCKET_UPLOADS: uploads.bucketName,
      },
      may: [
        allow(
          ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:BatchWriteItem'],
          system.tableArn,
          grids.tableArn,
          lists.tableArn,
        ),
        // Slips for people to confirm; the ledger's rows stand in a table that it does not reach.
        allow(['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query', 'dynamodb:PutItem'], fund.tableArn),
        allow(
          ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:ListStreams'],
          system.tableStreamArn ?? '',
        ),
        allow(['s3:GetObject', 's3:DeleteObject'], uploads.arnForObjects('imports/*')),
        // Without it a file that never came would be a refusal of S3, not its absence.
        allow(['s3:ListBucket'], uploads.bucketArn),
        allow(['sqs:SendMessage'], this.failed.queueArn),
      ],
    });
    acknowledgeObjects(this, uploads, 'imports/*', 'Each file has a key of its own, which nobody knows before.');
    new EventSourceMapping(this, 'Orders', {
      target: this.function,
      eventSourceArn: system.tableStreamArn ?? '',
      startingPosition: StartingPosition.TRIM_HORIZON,
      // Orders are few among the table's records; one that finds no time left orders itself anew.
      batchSize: 100,
      parallelizationFactor: 4,
      reportBatchItemFailures: true,
      retryAttempts: 3,
      onFailure: new SqsDlq(this.failed),
      filters: [FilterCriteria.filter({ dynamodb: { Keys: { sk: { S: FilterRule.beginsWith('import-order#') } } } })],
    });
  }
}
