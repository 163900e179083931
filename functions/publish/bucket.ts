import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  NoSuchKey,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';

const types: Readonly<Record<string, string>> = {
  json: 'application/json; charset=utf-8',
  geojson: 'application/geo+json; charset=utf-8',
  atom: 'application/atom+xml; charset=utf-8',
  topojson: 'application/json; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  ics: 'text/calendar; charset=utf-8',
  journal: 'text/plain; charset=utf-8',
  html: 'text/html; charset=utf-8',
  pdf: 'application/pdf',
  gz: 'application/gzip',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

export type Bucket = ReturnType<typeof openBucket>;

/** Published files: read again at most a minute after they change. */
export function openBucket(name: string, client: S3Client) {
  return {
    async put(path: string, body: string | Uint8Array): Promise<void> {
      const ContentType = types[path.slice(path.lastIndexOf('.') + 1)] ?? 'application/octet-stream';
      await client.send(
        new PutObjectCommand({
          Bucket: name,
          Key: path,
          Body: body,
          ContentType,
          CacheControl: 'public, max-age=60, stale-while-revalidate=600',
        }),
      );
    },

    async get(path: string): Promise<string | undefined> {
      try {
        const { Body } = await client.send(new GetObjectCommand({ Bucket: name, Key: path }));
        return await Body?.transformToString('utf-8');
      } catch (error) {
        if (error instanceof NoSuchKey) return undefined;
        throw error;
      }
    },

    /** Every path that begins so. */
    async list(prefix: string): Promise<string[]> {
      const paths: string[] = [];
      let after: string | undefined;
      do {
        const page = await client.send(
          new ListObjectsV2Command({ Bucket: name, Prefix: prefix, ...(after && { ContinuationToken: after }) }),
        );
        paths.push(...(page.Contents ?? []).flatMap(({ Key }) => Key ?? []));
        after = page.NextContinuationToken;
      } while (after);
      return paths;
    },

    async remove(path: string): Promise<void> {
      await client.send(new DeleteObjectCommand({ Bucket: name, Key: path }));
    },
  };
}
