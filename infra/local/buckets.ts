import * as z from 'zod';
import { type Bucket, openBucket } from './bucket.ts';
import type { Names } from './names.ts';

/** The template's buckets, by name, as folders. */
export function openBuckets(names: Names, folder: string): Map<string, Bucket> {
  const found = names.all('AWS::S3::Bucket').map(({ id }) => names.ref(id));
  return new Map(found.map((name) => [name, openBucket(folder, name)]));
}

const PolicyProperties = z.object({
  Bucket: z.string(),
  PolicyDocument: z.object({
    Statement: z.array(
      z.object({
        Effect: z.string(),
        Action: z.union([z.string(), z.array(z.string())]),
        Principal: z.unknown(),
      }),
    ),
  }),
});

/**
 * What CloudFront may do with each bucket, by its policy: without s3:GetObject all reads are 403, and without
 * s3:ListBucket a missing object is 403 instead of 404.
 */
export function cloudFrontMay(names: Names, bucket: string): { readonly read: boolean; readonly list: boolean } {
  const actions = names
    .all('AWS::S3::BucketPolicy')
    .map(({ properties }) => PolicyProperties.parse(properties))
    .filter(({ Bucket }) => Bucket === bucket)
    .flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
    .filter(
      ({ Effect, Principal }) =>
        Effect === 'Allow' && JSON.stringify(Principal ?? '').includes('cloudfront.amazonaws.com'),
    )
    .flatMap(({ Action }) => Action);
  return { read: actions.includes('s3:GetObject'), list: actions.includes('s3:ListBucket') };
}
