import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mergeDivisions, readDivisions } from '../../../../functions/grids/divisions/import.ts';
import { Refusal } from '../../../../functions/http/refusal.ts';

const csv = (...lines: string[]) => ['code,name', ...lines].join('\r\n');

test('communities find their street, and names lose the suffix of their committee', () => {
  const rows = readDivisions(
    '\uFEFF' + csv('500229001,葛城街道', '500229001006,桂花井社区居民委员会', '500229001204,棉沙村村民委员会'),
  );
  const { streets, changed, faults } = mergeDivisions('500229', [], rows);
  expect(faults).toEqual([]);
  expect(changed).toBe(3);
  expect(streets).toEqual([
    {
      code: '500229001',
      name: '葛城街道',
      communities: [
        { code: '500229001006', name: '桂花井社区', kind: 'community' },
        { code: '500229001204', name: '棉沙村', kind: 'village' },
      ],
    },
  ]);
});

test('bad rows are told by their line, good rows are kept', () => {
  const rows = readDivisions(
    csv(
      '500229001,葛城街道',
      '50022900,短',
      '500230001,别的县',
      '500229001002,',
      '500229001006,桂花井',
      '500229001006,又一个',
    ),
  );
  const { streets, faults } = mergeDivisions('500229', [], rows);
  expect(faults).toEqual([
    { row: 3, refusal: 'code-invalid' },
    { row: 4, refusal: 'code-foreign' },
    { row: 5, refusal: 'name-missing' },
    { row: 7, refusal: 'code-twice' },
  ]);
  expect(streets[0]!.communities.map(({ code }) => code)).toEqual(['500229001006']);
});

test('the same file again changes nothing, and a part of it loses nothing', () => {
  const code = fc.integer({ min: 0, max: 999 }).map((n) => `50022900${1 + (n % 2)}${String(n).padStart(3, '0')}`);
  const row = fc.record({ row: fc.nat(), code, name: fc.stringMatching(/^[一-十]{1,8}$/) });
  fc.assert(
    fc.property(fc.uniqueArray(row, { selector: (r) => r.code, minLength: 1 }), (rows) => {
      const first = mergeDivisions('500229', [], rows);
      const again = mergeDivisions('500229', first.streets, rows);
      expect(again.changed).toBe(0);
      expect(again.streets).toEqual(first.streets);
      expect(mergeDivisions('500229', first.streets, rows.slice(0, 1)).streets).toEqual(first.streets);
      expect(first.streets.flatMap((s) => s.communities.map((c) => c.code)).sort()).toEqual(
        rows.map((r) => r.code).sort(),
      );
    }),
  );
});

test('an empty file is refused by name', () => {
  expect(() => readDivisions('code,name\n')).toThrow(new Refusal('file-without-rows'));
  expect(() => readDivisions('code,name\n"500229')).toThrow(Refusal);
});
