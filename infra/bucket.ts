import { RemovalPolicy, Stack, Validations } from 'aws-cdk-lib/core';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type BucketProps,
  type CfnBucket,
  type IBucket,
} from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';

/** A private bucket that outlives the stack. @param unlogged why it needs no access log of its own */
export function bucket(scope: Construct, id: string, unlogged: string, props: BucketProps): IBucket {
  const made = new Bucket(scope, id, {
    encryption: BucketEncryption.S3_MANAGED,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    enforceSSL: true,
    removalPolicy: RemovalPolicy.RETAIN,
    ...props,
  });
  Validations.of(made).acknowledge({ id: 'AwsSolutions-S1', reason: unlogged });
  // The cast: Bucket's declared optional properties differ from IBucket's under exactOptionalPropertyTypes.
  return made as IBucket;
}

/** A bucket's ARN as cdk-nag writes it in its findings. */
export const arnOf = (bucket: IBucket): string =>
  `<${Stack.of(bucket).getLogicalId(bucket.node.defaultChild as CfnBucket)}.Arn>`;

/** Accepts that a role of this construct reaches all objects of a bucket that lie so. */
export const acknowledgeObjects = (scope: Construct, of: IBucket, objects: string, reason: string): void =>
  Validations.of(scope).acknowledge({ id: `AwsSolutions-IAM5[Resource::${arnOf(of)}/${objects}]`, reason });
