import { expect, test } from 'vitest';
import type { LookupSnapshot } from '../../functions/publish/contract.ts';
import { match } from '../../web/lookup/match.ts';

const lookup: LookupSnapshot = {
  communities: [
    { code: '500229001006', name: '桂花井社区', grids: 11 },
    { code: '500229001002', name: '凤凰社区', grids: 13 },
  ],
  places: [
    ['农发小区10栋', '500229001006009'],
    ['农发小区1栋', '500229001006008'],
    ['农发小区2栋', '500229001006008'],
    ['凤凰苑1栋', '500229001002003'],
    ['桂花园1栋', '500229001002004'],
  ],
  units: {},
};
const codes = (query: string) => match(query, lookup).found.map(({ code }) => code);

test('the very place comes first, then those that begin alike', () => {
  expect(codes('农发小区1栋')).toEqual(['500229001006008']);
  expect(codes('农发小区1')).toEqual(['500229001006008', '500229001006009']);
});

test('places of one grid are one answer, the best name first', () => {
  expect(match('农发小区2栋', lookup).found).toEqual([
    { kind: 'grid', code: '500229001006008', community: '桂花井社区', places: ['农发小区2栋'] },
  ]);
  const [first] = match('农发小区', lookup).found;
  expect(first?.kind === 'grid' && first.places).toEqual(['农发小区1栋', '农发小区2栋']);
});

test('a community may go before the place, and is an answer itself', () => {
  expect(codes('桂花井 农发小区 10栋')).toEqual(['500229001006009']);
  expect(codes('凤凰')).toEqual(['500229001002', '500229001002003']);
});

test('full-width letters, case and spaces make no difference', () => {
  expect(codes('农发小区　１０栋')).toEqual(['500229001006009']);
});

test('a code answers with its grid, its community, or nothing', () => {
  expect(codes('500229001006011')).toEqual(['500229001006011']);
  expect(codes('500229001006012')).toEqual([]);
  expect(codes('500229001002')).toEqual(['500229001002']);
  expect(codes('110101001001001')).toEqual([]);
});

test('says when there is more than it shows, and nothing for no words', () => {
  expect(match('1', lookup, 2)).toMatchObject({ more: true, found: [{}, {}] });
  expect(match('  ', lookup)).toEqual({ found: [], more: false });
});
