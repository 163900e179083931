import { client, Problem } from '../../functions/http/client.ts';
import { venues } from '../../functions/lists/venues/contract.ts';
import { resourceWordsOf } from '../words/resources.ts';

/** Books a room without an account, and follows or cancels a booking by its code. */

const locale = document.documentElement.lang === 'en' ? 'en' : '';
const words = resourceWordsOf(locale).booking;
const api = client(venues, { base: '', language: locale === 'en' ? 'en' : 'zh-CN' });
const form = document.querySelector<HTMLFormElement>('form[data-book]');
const follow = document.querySelector<HTMLFormElement>('form[data-follow]');
const summary = document.querySelector<HTMLElement>('[data-errors]');

interface Fault {
  readonly field?: string | undefined;
  readonly text: string;
}

function tell(faults: readonly Fault[]): void {
  if (!summary) return;
  const title = Object.assign(document.createElement('h3'), { textContent: words.errors });
  const list = document.createElement('ul');
  for (const { field, text } of faults) {
    const item = document.createElement('li');
    item.append(field ? Object.assign(document.createElement('a'), { href: `#b-${field}`, textContent: text }) : text);
    list.append(item);
  }
  summary.replaceChildren(title, list);
  summary.hidden = false;
  summary.focus();
}

const faultsOf = (error: unknown): Fault[] => {
  if (!(error instanceof Problem)) return [{ text: words.network }];
  if (error.errors.length === 0) return [{ text: error.detail || error.title }];
  return error.errors.map(({ detail, pointer }) => ({ text: labelled(detail, pointer), field: fieldAt(pointer) }));
};
const fieldAt = (pointer: string | undefined): string | undefined => pointer?.slice(pointer.lastIndexOf('/') + 1);
const labelled = (detail: string, pointer: string | undefined): string => {
  const label = document.querySelector(`label[for="b-${fieldAt(pointer) ?? ''}"]`)?.textContent;
  return label ? `${label}：${detail}` : detail;
};

function missing(of: HTMLFormElement): Fault[] {
  return [...of.querySelectorAll<HTMLInputElement>('input[required]')]
    .filter(({ value }) => value.trim() === '')
    .map(({ name, id }) => ({
      field: name,
      text: words.required(document.querySelector(`label[for="${id}"]`)?.textContent ?? name),
    }));
}

let sent: { text: string; key: string } | undefined;

async function book(of: HTMLFormElement): Promise<void> {
  const faults = missing(of);
  if (faults.length > 0) return tell(faults);
  const text = (name: string): string => {
    const value = new FormData(of).get(name);
    return typeof value === 'string' ? value : '';
  };
  const { name, phone } = { name: text('name'), phone: text('phone') };
  const body = {
    room: text('room'),
    day: text('day'),
    from: text('from'),
    until: text('until'),
    group: text('group'),
    purpose: text('purpose'),
    people: Number(text('people')),
    contact: { name, phone },
  };
  const said = JSON.stringify(body);
  if (sent?.text !== said) sent = { text: said, key: crypto.randomUUID() };
  try {
    const reply = await api.book({
      params: { resource: of.dataset['book'] ?? '' },
      query: { division: of.dataset['division'] ?? '' },
      body,
      idempotencyKey: sent.key,
    });
    done(of, reply.body.code);
  } catch (error) {
    tell(faultsOf(error));
  }
}

function done(of: HTMLFormElement, code: string): void {
  if (summary) summary.hidden = true;
  of.hidden = true;
  const outcome = document.querySelector<HTMLElement>('[data-booked]');
  const shown = outcome?.querySelector('[data-code]');
  if (!outcome || !shown) return;
  shown.textContent = code;
  outcome.hidden = false;
  outcome.focus();
  const field = follow?.querySelector<HTMLInputElement>('input[name=code]');
  if (field) field.value = code;
}

async function look(of: HTMLFormElement, cancel: boolean): Promise<void> {
  const code = of.querySelector<HTMLInputElement>('input[name=code]')?.value.trim() ?? '';
  const place = of.querySelector<HTMLElement>('[data-booking]');
  try {
    const ask = cancel ? api.cancelBooking : api.followBooking;
    const { body } = await ask({ params: { code } });
    if (summary) summary.hidden = true;
    fill(place, body);
  } catch (error) {
    if (place) place.hidden = true;
    tell(faultsOf(error).map(({ text }) => ({ text, field: 'code' })));
  }
}

type Shown = Awaited<ReturnType<typeof api.followBooking>>['body'];

function fill(place: HTMLElement | null, booking: Shown): void {
  if (!place) return;
  const set = (selector: string, text: string): void => {
    const node = place.querySelector<HTMLElement>(selector);
    if (node) node.textContent = text;
  };
  set('[data-state]', words.states[booking.state] ?? booking.state);
  set('[data-what]', `${booking.day} ${booking.from}–${booking.until} ${booking.group}`);
  const reason = booking.history.at(-1)?.reason;
  const note = place.querySelector<HTMLElement>('[data-reason]');
  if (note) {
    note.hidden = !reason;
    note.textContent = `${words.reason}：${reason ?? ''}`;
  }
  const button = place.querySelector<HTMLElement>('[data-cancel]');
  if (button) button.hidden = booking.state !== 'requested' && booking.state !== 'confirmed';
  place.hidden = false;
}

/** Keeps a second press from sending the same again while the first is under way. */
const once = (of: HTMLFormElement, task: () => Promise<void>): void => {
  const button = of.querySelector<HTMLButtonElement>('button.btn');
  if (button?.disabled) return;
  if (button) button.disabled = true;
  void task().finally(() => {
    if (button) button.disabled = false;
  });
};

form?.addEventListener('submit', (event) => {
  event.preventDefault();
  once(form, () => book(form));
});
follow?.addEventListener('submit', (event) => {
  event.preventDefault();
  once(follow, () => look(follow, false));
});
follow?.querySelector('[data-cancel]')?.addEventListener('click', () => once(follow, () => look(follow, true)));
