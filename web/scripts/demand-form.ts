import { client, Problem } from '../../functions/http/client.ts';
import { submitting } from '../../functions/lists/demands/submitting.ts';
import type { CountiesSnapshot, LookupSnapshot } from '../../functions/publish/contract.ts';
import { localized, pagePaths, snapshotPaths } from '../../functions/publish/pages.ts';
import { match } from '../lookup/match.ts';
import { demandWordsOf } from '../words/demands.ts';
import type { Locale } from '../words/words.ts';

/** The resident's form: one thing a page; what was written stays when something fails. */

const locale: Locale = document.documentElement.lang === 'en' ? 'en' : '';
const words = demandWordsOf(locale).form;
const api = client(submitting, { base: '', language: locale === 'en' ? 'en' : 'zh-CN' });
const one = <T extends HTMLElement = HTMLElement>(selector: string): T => document.querySelector<T>(selector)!;
const form = document.querySelector<HTMLFormElement>('[data-demand-form]');
const order = ['where', 'what', 'similar', 'contact', 'check'] as const;
type Step = (typeof order)[number];

let at: Step = 'where';
let key = crypto.randomUUID();
let lookup: LookupSnapshot | undefined;

const value = (name: string): string => one<HTMLInputElement>(`#${name}`).value.trim();
const made = (tag: string, text: string, className = ''): HTMLElement =>
  Object.assign(document.createElement(tag), { textContent: text, className });

function fail(errors: readonly { text: string; field?: string }[]): void {
  const box = one('[data-errors]');
  box.replaceChildren(made('h2', words.errors));
  const list = document.createElement('ul');
  for (const { text, field } of errors) {
    const item = document.createElement('li');
    item.append(field ? Object.assign(document.createElement('a'), { href: `#${field}`, textContent: text }) : text);
    list.append(item);
  }
  box.append(list);
  box.hidden = false;
  document.title = words.errorPrefix + document.title.replace(words.errorPrefix, '');
  box.focus();
}

function show(step: Step): void {
  at = step;
  one('[data-errors]').hidden = true;
  document.title = document.title.replace(words.errorPrefix, '');
  for (const section of document.querySelectorAll<HTMLElement>('[data-step]'))
    section.hidden = section.dataset['step'] !== step;
  one('[data-back]').hidden = step === 'where';
  const next = one('[data-next]');
  next.textContent = step === 'check' ? (next.dataset['send'] ?? '') : words.next;
  if (step === 'check') showAnswers();
  one(`[data-step=${step}]`).querySelector<HTMLElement>('input:not([type=radio]), textarea')?.focus();
}

async function load(): Promise<LookupSnapshot> {
  if (lookup) return lookup;
  const { counties } = (await (await fetch(`/${snapshotPaths.counties}`)).json()) as CountiesSnapshot;
  const parts = await Promise.all(
    counties.map(async ({ code }) => (await (await fetch(`/${snapshotPaths.lookup(code)}`)).json()) as LookupSnapshot),
  );
  lookup = {
    communities: parts.flatMap((part) => part.communities),
    places: parts.flatMap((part) => part.places),
    units: {},
  };
  const select = one<HTMLSelectElement>('#community');
  const asked = new URLSearchParams(location.search).get('community');
  for (const { code, name } of lookup.communities) select.add(new Option(name, code, false, code === asked));
  return lookup;
}

async function find(): Promise<void> {
  const { found } = match(value('place'), await load());
  const names = found.flatMap((each) => (each.kind === 'grid' ? each.places.map((name) => ({ name, ...each })) : []));
  const options = names.slice(0, 8).map(({ name, code, community }) => {
    const label = document.createElement('label');
    const input = Object.assign(document.createElement('input'), { type: 'radio', name: 'chosen', value: name });
    input.addEventListener('change', () => {
      one<HTMLInputElement>('#place').value = name;
      one<HTMLSelectElement>('#community').value = code.slice(0, 12);
    });
    label.append(input, made('span', `${name}（${community}）`));
    return label;
  });
  one('[data-options]').replaceChildren(...options);
  one('[data-places]').hidden = options.length === 0;
  one('[data-nowhere]').hidden = options.length > 0;
}

function showAnswers(): void {
  const select = one<HTMLSelectElement>('#community');
  const contact = ['name', 'phone', 'address'].map(value).filter(Boolean).join(' ');
  const facts: [string, string, Step][] = [
    [words.where, [select.selectedOptions[0]?.text, value('place')].filter(Boolean).join(' '), 'where'],
    [words.what, value('text'), 'what'],
    [words.contact, contact || words.none, 'contact'],
  ];
  one('[data-answers]').replaceChildren(
    ...facts.map(([name, told, step]) => {
      const row = document.createElement('div');
      const change = Object.assign(document.createElement('button'), { type: 'button', className: 'plain-button' });
      change.append(words.change, made('span', ` ${name}`, 'unseen'));
      change.addEventListener('click', () => show(step));
      const answer = made('dd', told, 'words-said');
      answer.append(' ', change);
      row.append(made('dt', name), answer);
      return row;
    }),
  );
}

async function offerSimilar(): Promise<void> {
  const params = { community: value('community') };
  const { body } = await api.similarDemands({ params, body: { text: value('text'), place: value('place') } });
  const likely = body.items.filter(({ duplicate, title }) => duplicate && title);
  if (likely.length === 0) return show('contact');
  one('[data-similar]').replaceChildren(
    ...likely.map(({ id, title }) => {
      const button = Object.assign(document.createElement('button'), { type: 'button', className: 'btn quiet' });
      button.textContent = words.follow;
      button.addEventListener('click', () => {
        void attempt(async () => {
          const { body: told } = await api.followDemand({ params: { ...params, demand: id }, idempotencyKey: key });
          finish(told.code, told.deadline);
        });
      });
      const item = made('li', `${title} `);
      item.append(button);
      return item;
    }),
  );
  show('similar');
}

async function send(): Promise<void> {
  const contact = Object.fromEntries(
    ['name', 'phone', 'address'].map((name) => [name, value(name)]).filter(([, told]) => told),
  );
  const { body } = await api.submitDemand({
    params: { community: value('community') },
    body: {
      text: value('text'),
      ...(value('place') && { place: { name: value('place') } }),
      ...(Object.keys(contact).length > 0 && { contact }),
    },
    idempotencyKey: key,
  });
  finish(body.code, body.deadline);
}

function finish(code: string | undefined, deadline: string | undefined): void {
  if (form) form.hidden = true;
  one('[data-code]').textContent = code ?? '';
  one('[data-due]').textContent = deadline ? words.due(deadline) : '';
  // The code goes behind the #, which no server sees.
  one<HTMLAnchorElement>('[data-track]').href = `${localized(locale, pagePaths.trackDemand)}#${code ?? ''}`;
  const done = one('[data-done]');
  done.hidden = false;
  done.focus();
}

async function attempt(task: () => Promise<void>): Promise<void> {
  const next = one<HTMLButtonElement>('[data-next]');
  next.disabled = true;
  try {
    await task();
  } catch (error) {
    key = error instanceof Problem ? crypto.randomUUID() : key;
    const place = error instanceof Problem && /^(place|point)-/.test(error.refusal);
    if (place) show('where');
    fail([
      { text: error instanceof Problem ? error.detail || error.title : words.failed, ...(place && { field: 'place' }) },
    ]);
  } finally {
    next.disabled = false;
  }
}

function forward(): void {
  if (at === 'where' && value('community') === '') return fail([{ text: words.emptyWhere, field: 'place' }]);
  if (at === 'what' && value('text') === '') return fail([{ text: words.emptyText, field: 'text' }]);
  if (at === 'what') return void attempt(offerSimilar);
  if (at === 'check') return void attempt(send);
  show(order[order.indexOf(at) + 1]!);
}

if (form) {
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    forward();
  });
  one('[data-back]').addEventListener('click', () =>
    show(at === 'contact' ? 'what' : order[Math.max(0, order.indexOf(at) - 1)]!),
  );
  one('[data-find]').addEventListener('click', () => void attempt(find));
  one('#place').addEventListener('keydown', (event) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    void attempt(find);
  });
  void load().catch(() => fail([{ text: words.failed }]));
}
