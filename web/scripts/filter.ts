import { csv } from '../../functions/exports/csv.ts';
import { projectTable, resourceTable, type Table } from '../../functions/publish/resources/tables.ts';
import type { PublicProject, PublicResource } from '../../functions/publish/resources/contract.ts';
import { resourceWordsOf } from '../words/resources.ts';

/** Filters a public list where it stands, keeps the filter in the address, and makes downloads hold what is shown. */

const form = document.querySelector<HTMLFormElement>('form[data-filter]');
const words = resourceWordsOf(document.documentElement.lang === 'en' ? 'en' : '').filter;
const items = [...document.querySelectorAll<HTMLElement>('[data-item]')];
const texts = new Map(items.map((item) => [item, (item.textContent ?? '').toLowerCase()]));

/** A community is served by its own resources, its street's and its county's. */
const serves = (item: HTMLElement, code: string): boolean =>
  (item.dataset['serves'] ?? '').split(' ').some((served) => code.startsWith(served));

function fits(item: HTMLElement, filter: ReadonlyMap<string, string>): boolean {
  for (const [name, value] of filter) {
    if (name === 'text') {
      const parts = value.toLowerCase().split(/\s+/);
      if (!parts.every((part) => (texts.get(item) ?? '').includes(part))) return false;
    } else if (name === 'serves') {
      if (!serves(item, value)) return false;
    } else if (item.dataset[name] !== value) return false;
  }
  return true;
}

const filterOf = (from: HTMLFormElement): Map<string, string> =>
  new Map(
    [...new FormData(from)].flatMap(([name, value]): [string, string][] => {
      const text = typeof value === 'string' ? value.trim() : '';
      return text === '' ? [] : [[name, text]];
    }),
  );

function show(from: HTMLFormElement): void {
  const filter = filterOf(from);
  let shown = 0;
  for (const item of items) {
    item.hidden = !fits(item, filter);
    if (!item.hidden) shown++;
  }
  for (const group of document.querySelectorAll<HTMLElement>('[data-group]'))
    group.hidden = group.querySelector('[data-item]:not([hidden])') === null;
  const count = from.querySelector('[data-count]');
  if (count) count.textContent = words.count(shown, items.length);
  const none = document.querySelector<HTMLElement>('[data-none]');
  if (none) none.hidden = shown > 0;
  const query = new URLSearchParams([...filter]).toString();
  history.replaceState(null, '', location.pathname + (query && `?${query}`) + location.hash);
}

function save(name: string, type: string, content: BlobPart): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([content], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** The rows that are shown, of the published list. */
async function chosen(source: string, list: 'resources' | 'projects') {
  const answer = (await (await fetch(source)).json()) as Record<string, { id: string }[]>;
  const shown = new Set(items.filter(({ hidden }) => !hidden).map((item) => item.dataset['item']));
  return { ...answer, [list]: (answer[list] ?? []).filter(({ id }) => shown.has(id)) };
}

async function download(as: string, source: string, list: 'resources' | 'projects'): Promise<void> {
  const data = await chosen(source, list);
  const name = source.slice(source.lastIndexOf('/') + 1, -'.json'.length);
  if (as === 'json') return save(`${name}.json`, 'application/json', JSON.stringify(data));
  const rows = (data as Record<string, unknown>)[list];
  const table: Table =
    list === 'resources' ? resourceTable(rows as PublicResource[]) : projectTable(rows as PublicProject[]);
  if (as === 'csv') return save(`${name}.csv`, 'text/csv', csv(table.header, table.rows));
  await sheetScript();
  document.dispatchEvent(new CustomEvent('sonata-sheet', { detail: { name, ...table } }));
}

let loading: Promise<void> | undefined;
/** The spreadsheet writer is large, so it comes when first asked for. */
const sheetScript = (): Promise<void> =>
  (loading ??= new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = '/scripts/sheet.js';
    script.onload = () => resolve();
    script.onerror = () => reject(new Error('sheet.js'));
    document.head.append(script);
  }));

if (form) {
  for (const [name, value] of new URLSearchParams(location.search)) {
    const field = form.elements.namedItem(name);
    if (field instanceof HTMLInputElement && field.type === 'checkbox') field.checked = value === '1';
    else if (field instanceof HTMLInputElement || field instanceof HTMLSelectElement) field.value = value;
  }
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('input', () => show(form));
  form.addEventListener('reset', () => setTimeout(() => show(form)));
  show(form);
}
for (const place of document.querySelectorAll<HTMLElement>('[data-downloads]'))
  for (const link of place.querySelectorAll<HTMLAnchorElement>('a[data-as]'))
    link.addEventListener('click', (event) => {
      if (items.every(({ hidden }) => !hidden)) return;
      event.preventDefault();
      const list = place.dataset['downloads'] === 'projects' ? 'projects' : 'resources';
      download(link.dataset['as'] ?? 'csv', place.dataset['source'] ?? '', list).catch(() =>
        location.assign(link.href),
      );
    });
