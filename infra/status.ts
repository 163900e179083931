import { Duration } from 'aws-cdk-lib/core';
import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { EventField, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { CfnEventInvokeConfig, type Function } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { StatusPart } from '../functions/publish/status/contract.ts';
import { snapshotPaths } from '../functions/publish/pages.ts';
import type { Data } from './data.ts';
import { allow, handler } from './functions.ts';
import { failureQueue } from './queue.ts';
import type { Site } from './site.ts';

export interface StatusProps {
  readonly build: string;
  readonly data: Data;
  readonly site: Site;
}

/** Tells the public which part is disturbed, and since when, as the alarms change. */
export class Status extends Construct {
  readonly function: Function;
  /** Changes that could not be told. */
  readonly failed: Queue;

  constructor(scope: Construct, id: string, { build, data, site }: StatusProps) {
    super(scope, id);
    this.failed = failureQueue(this, 'FailedChanges');
    this.function = handler(this, {
      name: 'status',
      build,
      description: 'Sonata: the public status, from the alarms',
      memory: 256,
      timeout: Duration.seconds(30),
      environment: { TABLE_SYSTEM: data.system.tableName, BUCKET_DATA: site.data.bucketName },
      may: [
        allow(['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem'], data.system.tableArn),
        allow(['s3:PutObject'], site.data.arnForObjects(snapshotPaths.status)),
        allow(['sqs:SendMessage'], this.failed.queueArn),
      ],
    });
    new CfnEventInvokeConfig(this, 'Asynchronous', {
      functionName: this.function.functionName,
      qualifier: '$LATEST',
      maximumRetryAttempts: 2,
      destinationConfig: { onFailure: { destination: this.failed.queueArn } },
    });
  }

  /** These alarms tell of this part. */
  watch(part: StatusPart, alarms: readonly Alarm[]): void {
    new Rule(this, part, {
      description: `Sonata: alarms of ${part}`,
      eventPattern: {
        source: ['aws.cloudwatch'],
        detailType: ['CloudWatch Alarm State Change'],
        resources: alarms.map(({ alarmArn }) => alarmArn),
      },
      targets: [
        new LambdaFunction(this.function, {
          event: RuleTargetInput.fromObject({
            part,
            alarm: EventField.fromPath('$.detail.alarmName'),
            state: EventField.fromPath('$.detail.state.value'),
            at: EventField.time,
          }),
        }),
      ],
    });
  }
}
