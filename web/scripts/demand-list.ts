import { daysBetween, shanghaiDay } from '../../functions/calendar/day.ts';

/** The demand list: filters rows, keeps the filter in the address, saves exactly what is shown; ages grow with the days. */

const table = document.querySelector<HTMLTableElement>('[data-demands]');
const form = document.querySelector<HTMLFormElement>('[data-demand-filter]');
const output = form?.querySelector('output');
const rows = [...(table?.tBodies[0]?.rows ?? [])];

function filter(): void {
  if (!form) return;
  const wanted = [...new FormData(form)].filter(([, value]) => value !== '');
  for (const row of rows) row.hidden = !wanted.every(([name, value]) => row.dataset[name] === value);
  const shown = rows.filter((row) => !row.hidden).length;
  if (output) output.value = (output.dataset['shown'] ?? '').replace('{n}', String(shown));
  const query = new URLSearchParams(wanted as [string, string][]).toString();
  history.replaceState(null, '', query ? `?${query}` : location.pathname);
}

const textOf = (cell: Element): string => (cell.textContent ?? '').replace(/\s+/g, ' ').trim();
/** Text that a spreadsheet takes for text, whatever it begins with. */
const safe = (text: string): string => `"${(/^[=+\-@]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;

function save(type: string): void {
  const header = [...(table?.tHead?.rows[0]?.cells ?? [])].map(textOf);
  const cells = rows.filter((row) => !row.hidden).map((row) => [...row.cells].map(textOf));
  const text =
    type === 'csv'
      ? `\uFEFF${[header, ...cells].map((row) => row.map(safe).join(',')).join('\r\n')}\r\n`
      : JSON.stringify(cells.map((row) => Object.fromEntries(row.map((value, i) => [header[i] ?? '', value]))));
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: type === 'csv' ? 'text/csv' : 'application/json' }));
  link.download = `demands.${type}`;
  link.click();
}

if (form) {
  for (const [name, value] of new URLSearchParams(location.search)) {
    const field = form.elements.namedItem(name);
    if (field instanceof HTMLSelectElement) field.value = value;
  }
  form.addEventListener('change', filter);
  form.addEventListener('submit', (event) => event.preventDefault());
  if (location.search) filter();
}
for (const button of document.querySelectorAll<HTMLElement>('[data-save]'))
  button.addEventListener('click', () => save(button.dataset['save'] ?? 'csv'));

const today = shanghaiDay(new Date().toISOString());
for (const span of document.querySelectorAll<HTMLElement>('[data-since]')) {
  const age = String(daysBetween(span.dataset['since'] ?? today, today));
  const pattern = new RegExp((span.dataset['age'] ?? '').replace('{n}', '\\d+'));
  span.textContent = (span.textContent ?? '').replace(pattern, (span.dataset['age'] ?? '').replace('{n}', age));
}
