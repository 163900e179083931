import { expect, test } from 'vitest';
import { everyPage, narrowed } from '../../web/routes/[[locale=locale]]/staff/narrowed.ts';

test('a list is read to its end, however many pages it has', async () => {
  const pages = new Map([
    ['', { items: [1, 2], next: 'a' }],
    ['a', { items: [3], next: 'b' }],
    ['b', { items: [4] }],
  ]);
  expect(await everyPage((cursor) => Promise.resolve(pages.get(cursor ?? '')!))).toEqual([1, 2, 3, 4]);
});

test('typing narrows by name, whatever the case; nothing typed keeps all', () => {
  const rows = [{ name: '青少年宫：KTV 隔音' }, { name: '卫生院：义诊' }];
  expect(narrowed(rows, ' ktv ', ({ name }) => name)).toEqual([rows[0]]);
  expect(narrowed(rows, ' ', ({ name }) => name)).toEqual(rows);
});
