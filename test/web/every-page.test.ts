import { expect, test } from 'vitest';
import { everyPage, firstRows } from '../../web/routes/[[locale=locale]]/staff/every-page.ts';

test('a list is read to its end, however many pages it has', async () => {
  const pages = new Map([
    ['', { items: [1, 2], next: 'a' }],
    ['a', { items: [3], next: 'b' }],
    ['b', { items: [4] }],
  ]);
  expect(await everyPage(({ cursor }) => Promise.resolve({ body: pages.get(cursor ?? '')! }))).toEqual([1, 2, 3, 4]);
});

test.each([
  [30, 365, 200],
  [230, 365, 200],
  [400, 365, 200],
  [Infinity, 400, 200],
  [30, 0, 200],
])('the first %d of %d rows are read, %d at once', async (wanted, all, most) => {
  const asked: number[] = [];
  const read = await firstRows(wanted, most, (skip, count) => {
    asked.push(count);
    const rows = Array.from({ length: all }, (_, row) => row);
    return Promise.resolve({ body: { found: all, items: rows.slice(skip, skip + count) } });
  });
  expect(read).toEqual({ found: all, items: Array.from({ length: Math.min(wanted, all) }, (_, row) => row) });
  expect(Math.max(...asked)).toBeLessThanOrEqual(most);
});
