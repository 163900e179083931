import type { CountiesSnapshot, CountySnapshot } from '../../functions/publish/contract.ts';

/** Asks the API's health and the published files, and says how they are. */

interface Said {
  readonly up: string;
  readonly down: string;
  readonly none: string;
}

/** Counties whose last publication is looked at. */
const MOST = 20;
const PATIENCE_MS = 10_000;

async function read<T>(path: string): Promise<T> {
  const waiting = new AbortController();
  const timer = setTimeout(() => waiting.abort(), PATIENCE_MS);
  try {
    const response = await fetch(path, { cache: 'no-store', signal: waiting.signal });
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    return (await response.json()) as T;
  } finally {
    clearTimeout(timer);
  }
}

/** When anything of the counties was last published, in Chinese time. */
async function lastPublished({ counties }: CountiesSnapshot): Promise<string | undefined> {
  const each = counties.slice(0, MOST).map(({ code }) => read<CountySnapshot>(`/data/counties/${code}.json`));
  const times = (await Promise.all(each)).flatMap(({ updatedAt, streets }) => [
    updatedAt,
    ...streets.flatMap(({ communities }) => communities.map(({ publishedAt }) => publishedAt ?? '')),
  ]);
  const last = times.sort().pop();
  return last && new Date(Date.parse(last) + 8 * 3600_000).toISOString().slice(0, 16).replace('T', ' ');
}

async function show(list: HTMLElement): Promise<void> {
  const said = JSON.parse(list.dataset['systemStatus'] ?? '') as Said;
  const tell = (name: string, text: string): void => list.querySelector(`[${name}]`)?.replaceChildren(text);
  const health = read('/api/v1/health').then(
    () => tell('data-api', said.up),
    () => tell('data-api', said.down),
  );
  const files = read<CountiesSnapshot>('/data/counties.json').then(
    async (counties) => {
      tell('data-files', said.up);
      tell('data-published', (await lastPublished(counties).catch(() => undefined)) ?? said.none);
    },
    () => {
      tell('data-files', said.down);
      tell('data-published', said.none);
    },
  );
  await Promise.all([health, files]);
}

const list = document.querySelector<HTMLElement>('[data-system-status]');
if (list) void show(list);
