import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Json } from '../../../../functions/fund/ledger/canonical.ts';
import { canonical } from '../../../../functions/fund/ledger/canonical.ts';

test('the sorting example of RFC 8785, section 3.2.3', () => {
  const given = {
    '\u20ac': 'Euro Sign',
    '\r': 'Carriage Return',
    '\ufb33': 'Hebrew Letter Dalet With Dagesh',
    '1': 'One',
    '\ud83d\ude00': 'Emoji: Grinning Face',
    '\u0080': 'Control',
    '\u00f6': 'Latin Small Letter O With Diaeresis',
  };
  const keys = Object.keys(JSON.parse(canonical(given)) as object).filter((key) => key !== '1');
  expect(canonical(given).indexOf('"1"')).toBeGreaterThan(canonical(given).indexOf('"\\r"'));
  expect(keys).toEqual(['\r', '\u0080', '\u00f6', '\u20ac', '\ud83d\ude00', '\ufb33']);
});

test('the number and literal example of RFC 8785, section 3.2.2', () => {
  const given = {
    numbers: [333333333.33333329, 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
    literals: [null, true, false],
  };
  expect(canonical(given)).toBe('{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27]}');
  expect(canonical(-0)).toBe('0');
});

test('strings are escaped as ECMAScript does and no further', () => {
  expect(canonical('\u20ac$\u000f\nA\'B"\\\\"/凤凰')).toBe('"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/凤凰"');
});

test('what I-JSON forbids is refused; undefined members are absent', () => {
  for (const value of [Number.NaN, Infinity, '\ud800', { '\udc00': 1 }])
    expect(() => canonical(value)).toThrow(RangeError);
  expect(canonical({ a: undefined, b: 1 })).toBe('{"b":1}');
});

test('any JSON value keeps its meaning and loses the order of its keys', () => {
  const shuffled = (value: Json): Json => {
    if (Array.isArray(value)) return (value as Json[]).map(shuffled);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .reverse()
        .map(([key, member]) => [key, shuffled(member as Json)]),
    );
  };
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: 'grapheme' }), (value) => {
      const text = canonical(value as Json);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      expect(canonical(shuffled(value as Json))).toBe(text);
    }),
  );
});
