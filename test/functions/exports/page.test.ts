import { expect, test } from 'vitest';
import { after, exportPage } from '../../../functions/exports/page.ts';

const cursor = { open: (text: string | undefined) => text, seal: (place: string | undefined) => place };
const item = (id: string, changedAt = '2026-01-01T00:00:00.000Z', more: object = {}) => ({
  record: { id, ...more },
  changedAt,
  place: id,
});
const query = { format: 'ndjson' as const, limit: 2 };
const items = [item('a'), item('b', '2026-03-01T00:00:00.000Z'), item('c')];

test('a page holds one record a line, and names the next page until the last', () => {
  const first = exportPage(['id'], query, after(items, undefined, 2), { cursor });
  expect(first).toMatchObject({ body: '{"id":"a"}\n{"id":"b"}\n', type: 'application/x-ndjson', next: 'b' });
  const last = exportPage(['id'], query, after(items, 'b', 2), { cursor });
  expect(last).toMatchObject({ body: '{"id":"c"}\n', next: undefined });
});

test('what did not change since is left out, and the cursor goes on all the same', () => {
  const since = { ...query, limit: 1, modifiedSince: '2026-02-01T00:00:00Z' };
  expect(exportPage(['id'], since, after(items, undefined, 1), { cursor })).toMatchObject({ body: '', next: 'a' });
  expect(exportPage(['id'], since, after(items, 'a', 1), { cursor })).toMatchObject({
    body: '{"id":"b"}\n',
    next: 'b',
  });
});

test('a page that would be too large ends earlier and loses nothing', () => {
  const large = ['a', 'b', 'c'].map((id) => item(id, undefined, { text: '字'.repeat(900_000) }));
  const seen: string[] = [];
  let place: string | undefined;
  do {
    const page = exportPage(['id', 'text'], { ...query, limit: 3 }, after(large, place, 3), { cursor });
    seen.push(
      ...page.body
        .split('\n')
        .filter(Boolean)
        .map((line) => (JSON.parse(line) as { id: string }).id),
    );
    place = page.next;
  } while (place !== undefined);
  expect(seen).toEqual(['a', 'b', 'c']);
});

test('a formula in a cell is only text to a spreadsheet', () => {
  const told = exportPage(
    ['id', 'name', 'tags'],
    { ...query, format: 'csv' },
    after([item('a', undefined, { name: '=HYPERLINK("x")', tags: ['一', '二'] })], undefined, 2),
    { cursor },
  );
  expect(told.body).toBe('\uFEFFid,name,tags\r\na,"\'=HYPERLINK(""x"")",一;二\r\n');
});
