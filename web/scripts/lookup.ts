import type { LookupSnapshot } from '../../functions/publish/contract.ts';
import { localized, pagePaths, snapshotPaths, type locales } from '../../functions/publish/pages.ts';
import type { ResponsibleIndex } from '../../functions/grids/responsible/contract.ts';
import { openIndex } from '../../functions/grids/responsible/place-index.ts';
import { atPoint } from '../../functions/grids/responsible/responsible.ts';
import { match, type Found } from '../lookup/match.ts';
import { serialOf } from '../words/format.ts';
import { contactWordsOf } from '../words/contacts.ts';
import { wordsOf } from '../words/words.ts';

/** The look-up of the home page: the counties' place names are loaded when it is first used. */

const form = document.querySelector<HTMLFormElement>('form[data-lookup]');
const locale: (typeof locales)[number] = document.documentElement.lang === 'en' ? 'en' : '';
const words = wordsOf(locale).home;
const { here } = contactWordsOf(locale);
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

type Index = ReturnType<typeof openIndex>;
let opening: Promise<Index[]> | undefined;

/** The static indexes of the counties' grids: who is responsible at a point is worked out on the visitor's device. */
const indexes = (counties: readonly string[]): Promise<Index[]> =>
  Promise.all(
    counties.map(async (county) => {
      const response = await fetch(`/${snapshotPaths.responsible(county)}`);
      if (!response.ok) throw new Error(`HTTP ${response.status}`);
      return openIndex((await response.json()) as ResponsibleIndex);
    }),
  );

const position = (): Promise<GeolocationPosition> =>
  new Promise((resolve, reject) =>
    navigator.geolocation.getCurrentPosition(resolve, reject, { enableHighAccuracy: true, timeout: 20_000 }),
  );

async function searchHere(target: HTMLElement, counties: readonly string[]): Promise<void> {
  show(target, [element('p', 'soft', here.asking)]);
  const at = await position().catch(() => undefined);
  if (!at) return show(target, [element('p', '', here.denied)]);
  try {
    const { longitude, latitude } = at.coords;
    const [opened, lookup] = await Promise.all([(opening ??= indexes(counties)), (loading ??= load(counties))]);
    const found = opened.map((index) => atPoint(index, longitude, latitude)).find((each) => each !== undefined);
    if (!found) return show(target, [element('p', '', here.none)]);
    const near = found.kind === 'border' ? found.others : [];
    const list = element('ul', 'answers', '');
    list.append(
      ...[found.grid, ...near.map(({ grid }) => grid)].map((grid) => answer(gridOf(grid, lookup), lookup.units)),
    );
    const metres = near[0] && here.metres(String(Math.round(near[0].metres)));
    const told = near.length > 0 ? [element('p', 'note', here.border), element('p', 'soft small', metres ?? '')] : [];
    show(target, [...(told.length > 0 ? told : [element('p', 'soft', here.found)]), list]);
  } catch {
    [opening, loading] = [undefined, undefined];
    show(target, [element('p', '', words.failed)]);
  }
}

const gridOf = (code: string, { communities, places }: LookupSnapshot): Found => ({
  kind: 'grid',
  code,
  community: communities.find((each) => each.code === code.slice(0, 12))?.name ?? '',
  places: places.filter(([, grid]) => grid === code).map(([place]) => place),
});

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
  const button = document.querySelector<HTMLElement>('[data-here]');
  if (button && target && 'geolocation' in navigator) {
    button.hidden = false;
    button.querySelector('button')?.addEventListener('click', () => void searchHere(target, counties));
  }
  const asked = new URLSearchParams(location.search).get('q');
  if (asked && input && target) {
    input.value = asked;
    void search(target, counties, asked);
  }
}
