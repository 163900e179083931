import { S3Client } from '@aws-sdk/client-s3';
import { XMLParser } from 'fast-xml-parser';
import { expect, inject, test } from 'vitest';
import * as z from 'zod';
import { people } from '../../infra/local/people.ts';
import { catalogueFiles, entryOf } from '../../functions/publish/catalogue/catalogue.ts';
import { openBucket } from '../../functions/publish/bucket.ts';
import { CatalogueSnapshot } from '../../functions/publish/contract.ts';
import { snapshotPaths } from '../../functions/publish/pages.ts';

const { aws, outputs } = inject('demo');
const client = new S3Client({
  endpoint: aws.s3,
  region: 'local',
  forcePathStyle: true,
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
});
const bucket = openBucket(outputs['DataBucket']!, client);

test('every published file is in the catalogue, with exactly the fields that its schema declares', async () => {
  const paths = await bucket.list('data/');
  expect(paths.length).toBeGreaterThan(20);
  expect(paths.filter((path) => !entryOf(path))).toEqual([]);
  for (const path of paths) {
    const schema = entryOf(path)?.schema;
    const text = schema && (await bucket.get(path));
    // Another test may take a grid away between the listing and the reading.
    if (!schema || text === undefined) continue;
    const value: unknown = JSON.parse(text);
    expect(schema.parse(value), path).toEqual(value);
  }
});

test('the catalogue and its schemas stand where they say', async () => {
  const catalogue = CatalogueSnapshot.parse(JSON.parse((await bucket.get(snapshotPaths.catalogue)) ?? ''));
  const described = catalogue.dataset.flatMap(({ distribution }) =>
    distribution.flatMap((one) => one.describedBy ?? []),
  );
  expect(described.length).toBeGreaterThan(10);
  for (const address of described) {
    const schema: unknown = JSON.parse((await bucket.get(address.slice(1))) ?? '');
    expect(schema).toMatchObject({ $schema: 'https://json-schema.org/draft/2020-12/schema' });
  }
  for (const [path, value] of catalogueFiles()) expect(JSON.parse((await bucket.get(path)) ?? '')).toEqual(value);
});

test('every public list has a feed, and each is Atom as another parser reads it, with entries that lead to pages', async () => {
  const feeds = (await bucket.list('data/')).filter((path) => path.endsWith('.atom'));
  const lists = new Set(feeds.map((path) => path.split('/').at(path.endsWith('feed.atom') ? -3 : 1)));
  expect([...lists]).toEqual(
    expect.arrayContaining(['changes', 'demands', 'divisions', 'funds', 'projects', 'resources']),
  );
  const parser = new XMLParser({ ignoreAttributes: false, isArray: (name) => name === 'entry' || name === 'link' });
  const valid = z.object({
    id: z.string().startsWith('urn:sonata:'),
    title: z.string().min(1),
    updated: z.iso.datetime({ offset: true }),
    link: z.array(z.object({ '@_href': z.string().startsWith('/'), '@_rel': z.literal('self').optional() })).length(2),
    entry: z
      .array(
        z.object({
          id: z.string(),
          title: z.coerce.string().min(1),
          updated: z.iso.datetime({ offset: true }),
          link: z.tuple([z.object({ '@_href': z.string().startsWith('/') })]),
        }),
      )
      .default([]),
  });
  for (const path of feeds) {
    const { feed } = parser.parse((await bucket.get(path)) ?? '') as { feed: unknown };
    const { link, entry } = valid.parse(feed);
    expect(link.map((one) => one['@_href'])).toContain(`/${path}`);
    expect(new Set(entry.map(({ id }) => id)).size).toBe(entry.length);
  }
});

test('no file that is published names a person who signs in', async () => {
  const texts = (await bucket.list('data/')).filter((path) => !/\.(pdf|xlsx)$/.test(path));
  const names = new RegExp(people.map(({ person }) => person).join('|'));
  const named: string[] = [];
  for (const path of texts) if (names.test((await bucket.get(path)) ?? '')) named.push(path);
  expect(named).toEqual([]);
});
