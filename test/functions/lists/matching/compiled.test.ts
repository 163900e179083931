import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileMatters } from '../../../../functions/lists/matching/duplicates.ts';
import { pack, unpack } from '../../../../functions/lists/matching/packed.ts';
import { usualMatters, usualThesaurus } from '../../../../functions/lists/matching/shipped.ts';
import { compileThesaurus } from '../../../../functions/lists/matching/thesaurus.ts';
import { replaceLongest, scan, wordAt, wordsOf } from '../../../../functions/lists/matching/words.ts';
import { mattersData, thesaurusData } from './county.ts';

test('what is shipped compiled is what the thesaurus and the matters compile to (npm run lists:compile)', () => {
  expect(usualThesaurus()).toEqual(compileThesaurus(thesaurusData));
  expect(usualMatters()).toEqual(compileMatters(thesaurusData, mattersData));
});

test('packed columns come back as they were', () => {
  const int = fc.array(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })).map((some) => Int32Array.from(some));
  const small = fc.array(fc.nat(70_000)).map((some) => Int32Array.from(some));
  const real = fc.array(fc.double()).map((some) => Float64Array.from(some));
  const flags = fc.array(fc.nat(255)).map((some) => Uint8Array.from(some));
  const map = fc.array(fc.tuple(fc.string(), fc.array(fc.nat()))).map((entries) => new Map(entries));
  fc.assert(
    fc.property(fc.record({ int, small, real, flags, map, list: fc.array(fc.string()) }), (value) => {
      expect(unpack(JSON.parse(pack(value)))).toEqual({ ...value });
    }),
  );
});

const word = fc.string({ unit: fc.constantFrom(...'电梯坏水管漏a'), minLength: 1, maxLength: 4 });
const texts = fc.string({ unit: fc.constantFrom(...'电梯坏水管漏a，'), maxLength: 30 });

test('every word of a text is found where it stands, and no other', () => {
  fc.assert(
    fc.property(fc.uniqueArray(word, { maxLength: 20 }), texts, (list, text) => {
      const words = wordsOf(list);
      const found: string[] = [];
      scan(words, text, (known, start, length) => {
        expect(text.slice(start, start + length)).toBe(wordAt(words, known));
        found.push(`${start} ${wordAt(words, known)}`);
      });
      const expected = list.flatMap((one) =>
        Array.from(text, (_, at) => at)
          .filter((at) => text.startsWith(one, at))
          .map((at) => `${at} ${one}`),
      );
      expect(found.sort()).toEqual(expected.sort());
    }),
  );
});

test('the longest word at each place is replaced, as a pattern of all words would', () => {
  fc.assert(
    fc.property(fc.uniqueArray(word, { minLength: 1, maxLength: 20 }), texts, (list, text) => {
      const pattern = new RegExp([...list].sort((a, b) => b.length - a.length).join('|'), 'g');
      const meaning = list.map((one) => `<${one}>`);
      expect(replaceLongest(wordsOf(list), meaning, text)).toBe(text.replace(pattern, (found) => `<${found}>`));
    }),
  );
});
