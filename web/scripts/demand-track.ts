import { client, Problem } from '../../functions/http/client.ts';
import type { DemandStatus } from '../../functions/lists/demands/contract.ts';
import { tracking } from '../../functions/lists/demands/submitting.ts';
import { demandWordsOf } from '../words/demands.ts';
import { dayOf, serialOf } from '../words/format.ts';
import type { Locale } from '../words/words.ts';

/** The resident's status page: the code stays in the page and behind the #, never in an address that a server sees. */

const locale: Locale = document.documentElement.lang === 'en' ? 'en' : '';
const all = demandWordsOf(locale);
const words = all.track;
const api = client(tracking, { base: '', language: locale === 'en' ? 'en' : 'zh-CN' });
const one = <T extends HTMLElement = HTMLElement>(selector: string): T => document.querySelector<T>(selector)!;
const made = (tag: string, text: string, className = ''): HTMLElement =>
  Object.assign(document.createElement(tag), { textContent: text, className });
let key = crypto.randomUUID();

const params = () => ({ code: one<HTMLInputElement>('#code').value.trim() });

function show(status: DemandStatus): void {
  const { steps, timeline, deadline, unit, grid } = status;
  one('[data-words]').textContent = status.words;
  one('[data-text]').textContent = status.text ?? status.title ?? '';
  const facts = [
    [words.due, deadline],
    [words.unit, unit],
    [all.list.columns.where, grid && all.list.grid(serialOf(grid))],
  ].filter(([, told]) => told);
  one('[data-facts]').replaceChildren(
    ...facts.map(([name = '', told = '']) => {
      const row = document.createElement('div');
      row.append(made('dt', name), made('dd', told));
      return row;
    }),
  );
  one('[data-answer]').hidden = !steps.includes('solved');
  one('[data-words-form]').hidden = steps.length === 0 && !status.hasContact;
  for (const button of document.querySelectorAll<HTMLElement>('[data-step]'))
    button.hidden = !steps.includes(button.dataset['step'] ?? '');
  one('[data-erase]').hidden = !status.hasContact;
  one('[data-timeline]').replaceChildren(
    ...timeline.map(({ at, words: told, reason }) => {
      const item = made('li', told);
      item.append(made('div', dayOf(at), 'soft small'));
      if (reason) item.append(made('div', words.why + reason));
      return item;
    }),
  );
  one('[data-status]').hidden = false;
}

async function attempt(task: () => Promise<{ body: DemandStatus }>, said = ''): Promise<void> {
  const told = one('[data-said]');
  told.textContent = '';
  try {
    const { body } = await task();
    show(body);
    key = crypto.randomUUID();
    told.textContent = said;
    if (!said) one('[data-status]').focus();
  } catch (error) {
    if (error instanceof Problem) key = crypto.randomUUID();
    told.textContent = error instanceof Problem ? error.detail || error.title : words.failed;
  }
}

type Answered = Parameters<typeof api.answerDemand>[0]['body'];
const answer = (body: Answered) =>
  attempt(async () => {
    const done = await api.answerDemand({ params: params(), body, idempotencyKey: key });
    one<HTMLTextAreaElement>('#reason').value = '';
    return done;
  }, words.thanks);

const form = document.querySelector<HTMLFormElement>('[data-track-form]');
if (form) {
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void attempt(() => api.trackDemand({ params: params() }));
  });
  for (const button of document.querySelectorAll<HTMLElement>('[data-rate]'))
    button.addEventListener(
      'click',
      () => void answer({ transition: 'solved', rating: Number(button.dataset['rate']) }),
    );
  for (const button of document.querySelectorAll<HTMLElement>('[data-step]'))
    button.addEventListener('click', () => {
      const reason = one<HTMLTextAreaElement>('#reason').value.trim();
      const transition = button.dataset['step'] as Answered['transition'];
      if (reason === '' && transition !== 'withdraw') {
        one('[data-said]').textContent = words.needWords;
        one('#reason').focus();
      } else void answer({ transition, ...(reason && { reason }) });
    });
  one('[data-erase]').addEventListener(
    'click',
    () => void attempt(() => api.eraseContact({ params: params() }), words.erased),
  );
  const given = location.hash.slice(1);
  if (given) {
    one<HTMLInputElement>('#code').value = given;
    form.requestSubmit();
  }
}
