import type { ApplicationStatus } from '../../functions/fund/applications/contract.ts';

/** Follows an application by its tracking code, which stays out of the address bar. */

interface Given {
  readonly none: string;
  readonly failed: string;
  readonly open: string;
  readonly deadline: string;
  readonly states: Readonly<Record<string, string>>;
  readonly steps: Readonly<Record<string, string>>;
  readonly accepted: string;
  readonly base: string;
}

const form = document.querySelector<HTMLFormElement>('[data-follow]');
const field = form?.querySelector('input');
const target = document.querySelector('[data-found]');

const element = (name: string, text = '', className = ''): HTMLElement =>
  Object.assign(document.createElement(name), { textContent: text, className });

const day = (at: string): string =>
  new Date(Date.parse(at) + 8 * 3600_000).toISOString().slice(0, 16).replace('T', ' ');

function view(found: ApplicationStatus, given: Given): HTMLElement[] {
  const { title, state, history, deadline, fund, id } = found;
  const steps = element('ol', '', 'course');
  for (const { transition, to, at } of history.slice().reverse()) {
    const item = element('li');
    const name =
      transition === 'accept' && to === 'accepted' ? given.accepted : (given.steps[transition] ?? transition);
    item.append(element('b', name), element('span', day(at), 'soft small'));
    steps.append(item);
  }
  const parts = [element('h2', title), element('p', given.states[state] ?? state, 'lead')];
  if (deadline) parts.push(element('p', given.deadline.replace('{day}', deadline), 'soft'));
  parts.push(steps);
  if (state !== 'draft') {
    const link = Object.assign(element('a', given.open), { href: `${given.base}${fund}/applications/${id}/` });
    parts.push(link);
  }
  return parts;
}

async function look(code: string, given: Given): Promise<HTMLElement[]> {
  if (!/^[0-9a-z]{20,64}$/.test(code)) return [element('p', given.none, 'note')];
  const response = await fetch(`/api/v1/fund-applications/${code}`).catch(() => undefined);
  if (response?.status === 404) return [element('p', given.none, 'note')];
  if (!response?.ok) return [element('p', given.failed, 'note')];
  return view((await response.json()) as ApplicationStatus, given);
}

form?.addEventListener('submit', (event) => {
  event.preventDefault();
  const given = JSON.parse(form.dataset['follow'] ?? '') as Given;
  void look((field?.value ?? '').trim().toLowerCase(), given).then((nodes) => target?.replaceChildren(...nodes));
});
