import { verify, type Verdict } from '../../functions/fund/ledger/verify.ts';
import type { Head } from '../../functions/fund/ledger/contract.ts';

/** Verifies a fund's public journal in the browser, by the very code of the ledger. */

interface Given {
  readonly journal: string;
  readonly words: Readonly<Record<string, string>> & { readonly faults: Readonly<Record<string, string>> };
}

const form = document.querySelector<HTMLFormElement>('[data-verify]');
const target = document.querySelector('[data-verdict]');

const element = (name: string, text = '', className = ''): HTMLElement =>
  Object.assign(document.createElement(name), { textContent: text, className });

const yuan = (fen: number): string => (fen / 100).toLocaleString('en', { minimumFractionDigits: 2 });

/** 'number hash' as a head; undefined for nothing, an error for anything else. */
function anchorOf(text: string): Head[] {
  if (text.trim() === '') return [];
  const found = /^(\d{1,12})\s*[:,\s]\s*([0-9a-f]{64})$/i.exec(text.trim());
  if (!found) throw new RangeError('badAnchor');
  return [{ seq: Number(found[1]), hash: found[2]!.toLowerCase() }];
}

async function journalOf(given: Given): Promise<unknown> {
  const file = form?.querySelector<HTMLInputElement>('#file')?.files?.[0];
  let text: string;
  try {
    text = file ? await file.text() : await fetched(given.journal);
  } catch {
    throw new RangeError('failed');
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new RangeError('notJson');
  }
}

async function fetched(address: string): Promise<string> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return response.text();
}

function told(verdict: Verdict, given: Given, ms: number): HTMLElement[] {
  const { words } = given;
  if (!verdict.ok) {
    const box = element('div', '', 'note late');
    const where = `${words['badText']} ${verdict.seq} ${words['badEnd']}`;
    box.append(
      element('h2', words['bad']),
      element('p', where),
      element('p', words.faults[verdict.fault]),
      element('p', verdict.detail, 'soft small'),
    );
    return [box];
  }
  const box = element('div', '', 'note good');
  const figures = `${words['entries']} ${verdict.head.seq} · ${words['time']} ${(ms / 1000).toFixed(2)} s`;
  box.append(
    element('h2', words['good']),
    element('p', words['goodText']),
    element('p', figures),
    element('p', `${words['head']} ${verdict.head.seq}`, 'soft small'),
    element('p', verdict.head.hash, 'hash'),
  );
  return [box, balances(verdict.balances, given)];
}

function balances(of: Readonly<Record<string, number>>, { words }: Given): HTMLElement {
  const table = element('table', '', 'amounts');
  table.append(element('caption', words['balances']));
  const head = table.appendChild(document.createElement('thead')).appendChild(document.createElement('tr'));
  for (const name of ['account', 'amount']) {
    const cell = Object.assign(element('th', words[name], name === 'amount' ? 'num' : ''), { scope: 'col' });
    head.append(cell);
  }
  const body = table.appendChild(document.createElement('tbody'));
  for (const [account, fen] of Object.entries(of).filter(([account]) => account.startsWith('assets:'))) {
    const row = body.appendChild(document.createElement('tr'));
    row.append(Object.assign(element('th', account), { scope: 'row' }), element('td', yuan(fen), 'num'));
  }
  return table;
}

async function run(given: Given): Promise<HTMLElement[]> {
  try {
    const anchors = anchorOf(form?.querySelector<HTMLInputElement>('#anchor')?.value ?? '');
    const journal = await journalOf(given);
    const began = performance.now();
    return told(await verify(journal, anchors), given, performance.now() - began);
  } catch (error) {
    const said = error instanceof RangeError ? given.words[error.message] : undefined;
    return [element('p', said ?? given.words['failed'], 'note late')];
  }
}

form?.addEventListener('submit', (event) => {
  event.preventDefault();
  const given = JSON.parse(form.dataset['verify'] ?? '') as Given;
  target?.replaceChildren(element('p', given.words['working'], 'soft'));
  void run(given).then((nodes) => target?.replaceChildren(...nodes));
});
