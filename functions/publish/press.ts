import { createHash } from 'node:crypto';
import { each } from '../table/each.ts';
import type { Bucket } from './bucket.ts';
import type { SiteSnapshot } from './contract.ts';
import { fileOf, localized, locales, printedPath, snapshotPaths } from './pages.ts';

/** Renders a page of the site from snapshots. */
export type Render = (
  path: string,
  snapshot: (path: string) => Promise<unknown>,
) => Promise<{ status: number; html: string }>;

export interface Press {
  readonly data: Bucket;
  readonly pages: Bucket;
  readonly site: SiteSnapshot;
  readonly render: Render;
}

/** What is printed together: files, then the pages that show them. */
export interface Edition {
  /** Names what was printed of it: `communities/500229001002`. */
  readonly id: string;
  /** What is stored, by path: texts and bytes as they stand, anything else as JSON. */
  readonly files: ReadonlyMap<string, unknown>;
  /** What its pages read and nobody stores; undefined where there is nothing to read. */
  readonly views?: ReadonlyMap<string, unknown>;
  /** Digests of stored files of others that are known without a look at them. */
  readonly standing?: ReadonlyMap<string, string>;
  readonly pages: readonly string[];
}

/** What an edition was last printed from. */
interface Printed {
  /** Digests by path. */
  readonly files: Readonly<Record<string, string>>;
  /** By page, the digest of all that it read, then the paths of that. */
  readonly pages: Readonly<Record<string, readonly [digest: string, ...reads: string[]]>>;
}
const NOTHING: Printed = { files: {}, pages: {} };

/** What was printed since somebody began to look again and again, by edition. */
export type Rounds = Map<string, Set<string>>;

/**
 * Stores those files and pages of an edition that are not what they were last printed from, and takes away those that it
 * no longer has. What a page depends on is what it read when it was rendered.
 * @param rounds whoever looks again passes the same: what was printed is printed again, because a slower publisher may have
 *   overwritten it meanwhile
 * @param all print everything: after a deployment the same content looks different
 */
export async function print(press: Press, edition: Edition, rounds: Rounds, all = false): Promise<void> {
  const { id, files, pages } = edition;
  const again = rounds.get(id) ?? new Set();
  rounds.set(id, again);
  const known = ((await json(press.data, printedPath(id))) as Printed | undefined) ?? NOTHING;
  const before = all ? NOTHING : known;
  const digests = new Map([...files].map(([path, content]) => [path, digestOf(bodyOf(content))]));
  const sources = openSources(press, edition, new Map([...digests, ...(edition.standing ?? [])]));
  const dueFiles = [...files.keys()].filter((path) => again.has(path) || before.files[path] !== digests.get(path));
  const duePages: string[] = [];
  await each(pages, async (page) => {
    const [digest, ...reads] = before.pages[page] ?? [];
    if (again.has(page) || digest === undefined || digest !== (await sources.digest(reads))) duePages.push(page);
  });
  const gone = [...new Set([...Object.keys(known.files), ...Object.keys(known.pages), ...again])].filter(
    (path) => !files.has(path) && !pages.includes(path),
  );
  if (dueFiles.length + duePages.length + gone.length === 0) return;
  for (const path of [...dueFiles, ...duePages]) again.add(path);
  const save = (printed: Printed) => press.data.put(printedPath(id), JSON.stringify(printed));
  const sure = <T>(record: Readonly<Record<string, T>>) =>
    Object.fromEntries(Object.entries(record).filter(([path]) => !again.has(path)));
  // Whoever dies in the midst of it leaves in the record only what stands for sure.
  if ([...again].some((path) => path in known.files || path in known.pages))
    await save({ files: sure(known.files), pages: sure(known.pages) });
  await each(dueFiles, (path) => press.data.put(path, bodyOf(files.get(path))));
  const printed = new Map(Object.entries(before.pages).filter(([page]) => pages.includes(page)));
  await each(duePages, async (page) => {
    const reads = await printPage(press, page, sources.read);
    printed.set(page, [await sources.digest(reads), ...reads]);
  });
  await each(gone, (path) => remove(press, path));
  await save({ files: Object.fromEntries(digests), pages: Object.fromEntries([...printed].sort(byPath)) });
}

/**
 * What pages read, from the edition or as it is stored, each once.
 * @param told digests that are known without a look
 */
function openSources({ data, site }: Press, { files, views }: Edition, told: ReadonlyMap<string, string>) {
  const own = new Map<string, unknown>([[snapshotPaths.site, site], ...files, ...(views ?? [])]);
  const stored = new Map<string, Promise<string | undefined>>();
  const textOf = (path: string): Promise<string | undefined> => {
    if (!stored.has(path)) stored.set(path, data.get(path));
    return stored.get(path)!;
  };
  const digests = new Map<string, Promise<string>>();
  const digestNow = async (path: string): Promise<string> =>
    told.get(path) ?? digestOf(own.has(path) ? bodyOf(own.get(path)) : ((await textOf(path)) ?? ''));
  const digestAt = (path: string): Promise<string> => {
    if (!digests.has(path)) digests.set(path, digestNow(path));
    return digests.get(path)!;
  };
  return {
    read: async (path: string): Promise<unknown> => {
      if (own.has(path)) return own.get(path);
      const text = await textOf(path);
      return text === undefined ? undefined : JSON.parse(text);
    },
    /** One digest of all that stands at these paths. */
    digest: async (paths: readonly string[]): Promise<string> => digestOf((await each(paths, digestAt)).join()),
  };
}

/** Renders one page in every language and stores it. @returns the paths that it read */
async function printPage(
  { pages, render }: Press,
  path: string,
  snapshot: (path: string) => Promise<unknown>,
): Promise<string[]> {
  const reads = new Set<string>();
  for (const locale of locales) {
    const page = localized(locale, path);
    const { status, html } = await render(page, (at) => {
      reads.add(at);
      return snapshot(at);
    });
    if (status !== 200) throw new Error(`a page renders with status ${status}: ${page}`);
    await pages.put(fileOf(page), html);
  }
  return [...reads].sort();
}

/** Takes a file, or a page in every language, away. */
async function remove({ data, pages }: Press, path: string): Promise<void> {
  if (!path.startsWith('/')) return data.remove(path);
  await each([...locales], (locale) => pages.remove(fileOf(localized(locale, path))));
}

async function json(data: Bucket, path: string): Promise<unknown> {
  const text = await data.get(path);
  return text === undefined ? undefined : JSON.parse(text);
}

function bodyOf(content: unknown): string | Uint8Array {
  if (content === undefined) return '';
  return typeof content === 'string' || content instanceof Uint8Array ? content : JSON.stringify(content);
}

const digestOf = (body: string | Uint8Array): string =>
  createHash('sha256').update(body).digest('base64url').slice(0, 16);

const byPath = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1);
