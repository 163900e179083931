import { createHash, randomUUID } from 'node:crypto';
import { appendFile, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import * as z from 'zod';

/** An object as S3 keeps it. */
export interface Stored {
  readonly body: Buffer;
  /** A quoted MD5, as S3's. */
  readonly etag: string;
  readonly modified: Date;
  /** content-type, cache-control and the like, lower case. */
  readonly headers: Readonly<Record<string, string>>;
}

/** What a conditional write asks of the object that stands there: 412 unless it holds. */
export interface Condition {
  readonly match?: string | undefined;
  readonly noneMatch?: string | undefined;
}

export type Written = { readonly etag: string } | 'precondition-failed' | 'absent';

export interface Bucket {
  readonly name: string;
  get(key: string): Promise<Stored | undefined>;
  put(key: string, body: Buffer, headers: Readonly<Record<string, string>>, condition?: Condition): Promise<Written>;
  remove(key: string): Promise<void>;
  /** All keys with a prefix, in S3's order (by UTF-8 bytes). */
  keys(prefix: string): Promise<string[]>;
}

type Headers = Stored['headers'];

/**
 * A bucket as a folder: each object is a file, and the headers of all of them lie beside the folder in a journal. A write
 * replaces the file whole, and writes to one key follow one another, so conditions hold.
 */
export function openBucket(folder: string, name: string): Bucket {
  const root = join(folder, name);
  const headersOf = openHeaders(join(folder, `${name}.headers.jsonl`));
  const turns = new Map<string, Promise<unknown>>();

  const get = async (key: string): Promise<Stored | undefined> => {
    const path = place(root, key);
    try {
      const [body, { mtime }, headers] = await Promise.all([readFile(path), stat(path), headersOf.get(key)]);
      return { body, modified: mtime, etag: etagOf(body), headers };
    } catch (error) {
      if (isAbsent(error)) return undefined;
      throw error;
    }
  };
  const write = async (key: string, body: Buffer, headers: Headers, condition: Condition): Promise<Written> => {
    if (condition.match !== undefined || condition.noneMatch !== undefined) {
      const found = await get(key);
      if (condition.match !== undefined && !found) return 'absent';
      if (condition.match !== undefined && condition.match !== found?.etag) return 'precondition-failed';
      if (condition.noneMatch !== undefined && found) return 'precondition-failed';
    }
    await headersOf.set(key, headers);
    await replaceFile(place(root, key), body);
    return { etag: etagOf(body) };
  };
  const inTurn = <T>(key: string, work: () => Promise<T>): Promise<T> => {
    const mine = (turns.get(key) ?? Promise.resolve()).then(work, work);
    turns.set(key, mine);
    void mine.catch(() => {}).then(() => turns.get(key) === mine && turns.delete(key));
    return mine;
  };
  return {
    name,
    get,
    put: (key, body, headers, condition = {}) => inTurn(key, () => write(key, body, headers, condition)),
    remove: (key) => inTurn(key, () => rm(place(root, key), { force: true })),
    keys: async (prefix) =>
      (await listFiles(root))
        .map(keyOf)
        .filter((key) => key.startsWith(prefix))
        .sort(byBytes),
  };
}

const Line = z.tuple([z.string(), z.record(z.string(), z.string())]);

/** The headers of a bucket's objects, the last line of a key counting. A file that somebody laid there by hand has none. */
function openHeaders(journal: string) {
  const read = async (): Promise<Map<string, Headers>> => {
    const text = await readFile(journal, 'utf8').catch(() => '');
    // A line that a crash cut off is dropped.
    return new Map(text.split('\n').flatMap((line) => (line.endsWith(']') ? [Line.parse(JSON.parse(line))] : [])));
  };
  let known: Promise<Map<string, Headers>> | undefined;
  return {
    get: async (key: string): Promise<Headers> => (await (known ??= read())).get(key) ?? {},
    set: async (key: string, headers: Headers): Promise<void> => {
      const all = await (known ??= read());
      if (JSON.stringify(all.get(key)) === JSON.stringify(headers)) return;
      all.set(key, headers);
      await mkdir(dirname(journal), { recursive: true });
      await appendFile(journal, `${JSON.stringify([key, headers])}\n`);
    },
  };
}

const etagOf = (body: Buffer): string => `"${createHash('md5').update(body).digest('hex')}"`;

/** The file of a key: its segments escaped where a file system would read them otherwise. */
function place(root: string, key: string): string {
  const segments = key
    .split('/')
    .map((segment) =>
      segment === '' || segment === '.' || segment === '..'
        ? `%${Buffer.from(segment).toString('hex')}%`
        : segment.replace(/[%\\\0:*?"<>|]/g, (c) => `%${c.charCodeAt(0).toString(16).padStart(2, '0')}`),
    );
  return join(root, ...segments);
}

const keyOf = (path: string): string =>
  path
    .split(sep)
    .map((segment) =>
      /^%(?:2e)*%$/.test(segment)
        ? Buffer.from(segment.slice(1, -1), 'hex').toString()
        : segment.replace(/%([0-9a-f]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
    )
    .join('/');

/** Replaces a file whole: a reader sees the old one or the new one. */
export async function replaceFile(path: string, content: Buffer | string): Promise<void> {
  const draft = join(dirname(path), `.${randomUUID()}.draft`);
  await writeFile(draft, content).catch(async (error: unknown) => {
    if (!isAbsent(error)) throw error;
    await mkdir(dirname(path), { recursive: true });
    await writeFile(draft, content);
  });
  await rename(draft, path);
}

async function listFiles(root: string): Promise<string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch((error: unknown) => {
    if (isAbsent(error)) return [];
    throw error;
  });
  return entries
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.draft'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));
}

const byBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

const isAbsent = (error: unknown): boolean =>
  ['ENOENT', 'ENOTDIR', 'EISDIR'].includes((error as NodeJS.ErrnoException).code ?? '');
