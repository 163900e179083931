import type { LedgerLine, LedgerSnapshot } from '../../functions/publish/fund/contract.ts';

/** Filters the whole ledger on its page, and exports what is filtered. */

interface Given {
  readonly source: string;
  readonly base: string;
  readonly unnamed: Readonly<Record<string, string>>;
  readonly entry: string;
  readonly words: Readonly<Record<'count' | 'in' | 'out' | 'failed' | 'nothing' | 'within' | 'undone', string>>;
}

/** Rows that a page shows at once; the export has all. */
const SHOWN = 500;
const form = document.querySelector<HTMLFormElement>('[data-ledger]');
const body = document.querySelector('[data-lines]');
const said = form?.querySelector('[data-found]');
const link = form?.querySelector<HTMLAnchorElement>('[data-export]');
const first = body ? [...body.children] : [];
let loading: Promise<LedgerSnapshot> | undefined;

const yuan = (fen: number): string => (fen / 100).toLocaleString('en', { minimumFractionDigits: 2 });
const signed = (fen: number): string => `${fen > 0 ? '+' : '−'}${yuan(Math.abs(fen))}`;
const nameOf = (kind: string): string => form?.querySelector(`option[value="${kind}"]`)?.textContent ?? kind;

function aboutOf({ about, source, contributor }: LedgerLine, { unnamed }: Given): string {
  return about ?? (source ? `${unnamed[source] ?? ''} (${(contributor ?? '').slice(-4)})` : '');
}

function fits(line: LedgerLine, given: Given, asked: FormData): boolean {
  const of = (name: string): string => String(asked.get(name) ?? '');
  const text = of('text').trim().toLowerCase();
  const told = [line.seq, aboutOf(line, given), line.voucher, line.purpose, line.id, line.hash]
    .join('\n')
    .toLowerCase();
  return (
    (of('kind') === '' || line.kind === of('kind')) &&
    (of('source') === '' || line.source === of('source')) &&
    (of('from') === '' || line.day >= of('from')) &&
    (of('to') === '' || line.day <= of('to')) &&
    told.includes(text)
  );
}

const element = (name: string, text: string, className = ''): HTMLElement =>
  Object.assign(document.createElement(name), { textContent: text, className });

function row(line: LedgerLine, given: Given): HTMLElement {
  const head = Object.assign(document.createElement('th'), { scope: 'row' });
  const address = given.base.replace(/0\/$/, `${line.seq}/`);
  head.append(Object.assign(element('a', given.entry.replace('{seq}', String(line.seq))), { href: address }));
  const what = element('td', nameOf(line.kind));
  if (line.undone) what.append(' ', element('span', given.words.undone, 'tag superseded'));
  const amount = element('td', line.change === 0 ? '' : signed(line.change), `num ${line.change < 0 ? 'out' : 'in'}`);
  if (line.change === 0 && line.amount > 0)
    amount.append(element('span', `${yuan(line.amount)} · ${given.words.within}`, 'soft'));
  const made = document.createElement('tr');
  made.append(head, element('td', line.day), what, element('td', aboutOf(line, given)), amount);
  return made;
}

/** One line an entry, with a byte order mark; text that a spreadsheet would take for a formula is defused. */
function csv(lines: readonly LedgerLine[], given: Given): string {
  const cell = (value: unknown): string => {
    const text = value === undefined ? '' : String(value as string | number);
    const safe = /^[=+\-@\t]/.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text;
    return `"${safe.replace(/"/g, '""')}"`;
  };
  const rows = lines.map((line) => [
    ...[line.seq, line.day, line.kind, aboutOf(line, given), (line.amount / 100).toFixed(2)],
    ...[(line.change / 100).toFixed(2), line.purpose, line.voucher, line.hash],
  ]);
  const head = ['seq', 'day', 'kind', 'about', 'amount_yuan', 'change_yuan', 'purpose', 'voucher', 'hash'];
  return `\uFEFF${[head, ...rows].map((cells) => cells.map(cell).join(',')).join('\r\n')}\r\n`;
}

async function run(given: Given, asked: FormData): Promise<void> {
  if (!body || !said || !link) return;
  try {
    loading ??= fetch(given.source).then((response) => response.json() as Promise<LedgerSnapshot>);
    const found = (await loading).lines.filter((line) => fits(line, given, asked)).reverse();
    const sum = (sign: number): string =>
      yuan(found.reduce((total, { change }) => total + Math.max(0, sign * change), 0));
    body.replaceChildren(...found.slice(0, SHOWN).map((line) => row(line, given)));
    const { count, in: came, out, nothing } = given.words;
    said.textContent =
      found.length === 0 ? nothing : `${found.length} ${count} · ${came} ${sum(1)} · ${out} ${sum(-1)}`;
    link.href = URL.createObjectURL(new Blob([csv(found, given)], { type: 'text/csv' }));
    link.hidden = found.length === 0;
  } catch {
    loading = undefined;
    said.textContent = given.words.failed;
  }
}

if (form) {
  const given = JSON.parse(form.dataset['ledger'] ?? '') as Given;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const asked = new FormData(form);
    const query = new URLSearchParams([...asked].filter(([, value]) => value !== '') as [string, string][]);
    history.replaceState(null, '', `?${query.toString()}`);
    void run(given, asked);
  });
  form.addEventListener('reset', () => {
    history.replaceState(null, '', location.pathname);
    body?.replaceChildren(...first);
    if (said) said.textContent = '';
    if (link) link.hidden = true;
  });
  const asked = new URLSearchParams(location.search);
  for (const [name, value] of asked) {
    const field = form.elements.namedItem(name);
    if (field instanceof HTMLInputElement || field instanceof HTMLSelectElement) field.value = value;
  }
  if ([...asked].length > 0) void run(given, new FormData(form));
}
