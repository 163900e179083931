import type { LookupSnapshot } from '../../functions/publish/contract.ts';
import { localized, pagePaths, snapshotPaths, type locales } from '../../functions/publish/pages.ts';
import { match, type Found } from '../lookup/match.ts';
import { serialOf } from '../words/format.ts';
import { wordsOf } from '../words/words.ts';

/** The look-up of the home page: the counties' place names are loaded when it is first used. */

const form = document.querySelector<HTMLFormElement>('form[data-lookup]');
const locale: (typeof locales)[number] = document.documentElement.lang === 'en' ? 'en' : '';
const words = wordsOf(locale).home;
let loading: Promise<LookupSnapshot> | undefined;

async function load(counties: readonly string[]): Promise<LookupSnapshot> {
  const parts = await Promise.all(
    counties.map(async (county) => {
      const response = await fetch(`/${snapshotPaths.lookup(county)}`);
      if (!response.ok) throw new Error(`HTTP ${response.status}`);
      return (await response.json()) as LookupSnapshot;
    }),
  );
  return {
    communities: parts.flatMap((part) => part.communities),
    places: parts.flatMap((part) => part.places),
    units: Object.assign({}, ...parts.map((part) => part.units)) as LookupSnapshot['units'],
  };
}

function element(name: string, className: string, text: string): HTMLElement {
  return Object.assign(document.createElement(name), { className, textContent: text });
}

function answer(found: Found, units: LookupSnapshot['units']): HTMLElement {
  const path = found.kind === 'grid' ? pagePaths.grid(found.code) : pagePaths.community(found.code);
  const link = Object.assign(document.createElement('a'), { className: 'answer', href: localized(locale, path) });
  if (found.kind === 'grid') {
    link.append(
      element('b', '', words.inGrid(found.community, serialOf(found.code))),
      ...(units[found.code] ?? []).map(({ name, phone }) =>
        element('span', '', [name, phone].filter(Boolean).join('　')),
      ),
      element('span', 'soft', found.places.slice(0, 3).join('、')),
      element('span', 'soft small', found.code),
    );
  } else {
    link.append(element('b', '', found.community), element('span', 'soft', words.gridCount(String(found.grids))));
  }
  const item = document.createElement('li');
  item.append(link);
  return item;
}

function show(target: HTMLElement, nodes: readonly Node[]): void {
  target.replaceChildren(...nodes);
  target.hidden = nodes.length === 0;
}

async function search(target: HTMLElement, counties: readonly string[], query: string): Promise<void> {
  if (query.trim() === '') return show(target, []);
  show(target, [element('p', 'soft', words.loading)]);
  try {
    loading ??= load(counties);
    const lookup = await loading;
    const { found, more } = match(query, lookup);
    if (found.length === 0) return show(target, [element('p', '', words.none)]);
    const list = element('ul', 'answers', '');
    list.append(...found.map((each) => answer(each, lookup.units)));
    show(target, more ? [list, element('p', 'soft small', words.more(found.length))] : [list]);
  } catch {
    loading = undefined;
    show(target, [element('p', '', words.failed)]);
  }
}

if (form) {
  const input = form.querySelector<HTMLInputElement>('input[type=search]');
  const target = document.querySelector<HTMLElement>('[data-answers]');
  const counties = (form.dataset['lookup'] ?? '').split(' ').filter((code) => code !== '');
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (!input || !target) return;
    history.replaceState(null, '', `?q=${encodeURIComponent(input.value)}`);
    void search(target, counties, input.value);
  });
  const asked = new URLSearchParams(location.search).get('q');
  if (asked && input && target) {
    input.value = asked;
    void search(target, counties, asked);
  }
}
