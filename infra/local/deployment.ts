import { readdir, readFile, stat } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import * as z from 'zod';
import type { Assembly } from './assembly.ts';
import { type Bucket, replaceFile } from './bucket.ts';
import type { Functions } from './functions.ts';
import { FunctionError } from './lambda.ts';
import type { Names } from './names.ts';

const DeploymentProperties = z.object({
  SourceObjectKeys: z.array(z.string()),
  SourceMarkers: z.array(z.record(z.string(), z.coerce.string())).optional(),
  DestinationBucketName: z.string(),
  DestinationBucketKeyPrefix: z.string().default(''),
  Prune: z.union([z.boolean(), z.stringbool()]).default(true),
  Exclude: z.array(z.string()).default([]),
  Include: z.array(z.string()).default([]),
  SystemMetadata: z.record(z.string(), z.string()).default({}),
});
type Deployment = z.output<typeof DeploymentProperties>;
const TriggerProperties = z.object({ HandlerArn: z.string() });

export interface DeploymentOptions {
  readonly assembly: Assembly;
  readonly names: Names;
  readonly buckets: ReadonlyMap<string, Bucket>;
  readonly functions: Functions;
  /** Remembers what was deployed last. */
  readonly file: string;
  /** Names what is being deployed: the same name is deployed once. */
  readonly version: string;
}

/**
 * Does what CDK's custom resources do at a deployment: copies the built site into its bucket, then invokes triggers. Not
 * again as long as nothing changed.
 * @returns how many files were copied and functions triggered
 */
export async function deploy({ assembly, names, buckets, functions, file, version }: DeploymentOptions) {
  const last = await readFile(file, 'utf8').catch(() => '');
  if (last === version) return { files: 0, triggers: 0 };
  let files = 0;
  for (const { properties } of names.all('Custom::CDKBucketDeployment')) {
    files += await copy(DeploymentProperties.parse(properties), assembly, buckets);
  }
  const triggers = names.all('Custom::Trigger').map(({ properties }) => TriggerProperties.parse(properties));
  try {
    for (const { HandlerArn } of triggers) await functions.find(HandlerArn).invoke({});
    await replaceFile(file, version);
  } catch (error) {
    // CloudFormation would roll back. Here the rest is of use while it is mended, and the next start tries again.
    if (!(error instanceof FunctionError)) throw error;
  }
  return { files, triggers: triggers.length };
}

async function copy(wanted: Deployment, assembly: Assembly, buckets: ReadonlyMap<string, Bucket>): Promise<number> {
  const bucket = buckets.get(wanted.DestinationBucketName);
  if (!bucket) throw new Error(`the template holds no bucket ${wanted.DestinationBucketName}`);
  const prefix = wanted.DestinationBucketKeyPrefix.replace(/\/?$/, wanted.DestinationBucketKeyPrefix === '' ? '' : '/');
  const kept = new Set<string>();
  for (const [i, name] of wanted.SourceObjectKeys.entries()) {
    const folder = assembly.asset(name);
    for (const path of (await filesOf(folder)).filter((each) => isChosen(wanted, each))) {
      const body = await readFile(join(folder, path));
      const markers = Object.entries(wanted.SourceMarkers?.[i] ?? {});
      const final =
        markers.length === 0
          ? body
          : Buffer.from(markers.reduce((text, [from, to]) => text.replaceAll(from, to), body.toString()));
      const type = types[extname(path)];
      await bucket.put(prefix + path, final, { ...(type && { 'content-type': type }), ...wanted.SystemMetadata });
      kept.add(prefix + path);
    }
  }
  if (wanted.Prune) for (const key of await bucket.keys(prefix)) if (!kept.has(key)) await bucket.remove(key);
  return kept.size;
}

/** The order of `aws s3 sync`: all, less what is excluded, with what is included again. */
function isChosen({ Exclude, Include }: Deployment, path: string): boolean {
  const fits = (pattern: string): boolean => glob(pattern).test(path);
  return !Exclude.some(fits) || Include.some(fits);
}

/** There a `*` crosses slashes. */
const glob = (pattern: string): RegExp =>
  new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
    's',
  );

async function filesOf(folder: string): Promise<string[]> {
  if (!(await stat(folder)).isDirectory()) throw new Error(`${folder} is no folder`);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'));
}

/** As the deployment's own copier guesses them from the name. */
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.json': 'application/json',
  '.geojson': 'application/geo+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/vnd.microsoft.icon',
  '.txt': 'text/plain',
  '.xml': 'application/xml',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
  '.pdf': 'application/pdf',
  '.csv': 'text/csv',
};
