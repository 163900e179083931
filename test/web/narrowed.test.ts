import { expect, test } from 'vitest';
import { narrowed } from '../../web/routes/[[locale=locale]]/staff/narrowed.ts';

test('typing narrows by name, whatever the case; nothing typed keeps all', () => {
  const rows = [{ name: '青少年宫：KTV 隔音' }, { name: '卫生院：义诊' }];
  expect(narrowed(rows, ' ktv ', ({ name }) => name)).toEqual([rows[0]]);
  expect(narrowed(rows, ' ', ({ name }) => name)).toEqual(rows);
});
