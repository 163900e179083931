import type { CountiesSnapshot, CountySnapshot } from '../../functions/publish/contract.ts';
import type { StatusSnapshot } from '../../functions/publish/status/contract.ts';

/** Asks the API's health and the published files, and says how they are; what the alarms say of each part stands in a file. */

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
  return last && chineseTime(last);
}

const chineseTime = (instant: string): string =>
  new Date(Date.parse(instant) + 8 * 3600_000).toISOString().slice(0, 16).replace('T', ' ');

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

/** What the alarms say of each part; a disturbed one also says what that means. */
async function showParts(list: HTMLElement): Promise<void> {
  const said = JSON.parse(list.dataset['systemParts'] ?? '') as Record<StatusSnapshot['parts'][0]['state'], string>;
  const places = [...list.querySelectorAll<HTMLElement>('[data-part]')];
  const { parts } = await read<StatusSnapshot>('/data/status.json').catch((): StatusSnapshot => ({ parts: [] }));
  for (const place of places) {
    const { state = 'unknown', since = '' } = parts.find(({ part }) => part === place.dataset['part']) ?? {};
    const sentence = said[state].replace('{since}', since && chineseTime(since));
    place.replaceChildren(state === 'disturbed' ? sentence + (place.dataset['meaning'] ?? '') : sentence);
  }
}

const list = document.querySelector<HTMLElement>('[data-system-status]');
if (list) void show(list);
const parts = document.querySelector<HTMLElement>('[data-system-parts]');
if (parts) void showParts(parts);
