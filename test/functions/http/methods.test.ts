import { expect, test } from 'vitest';
import { pillars } from '../../../functions/pillars.ts';
import { methodsOf } from '../../../functions/http/methods.ts';

const at = methodsOf(Object.values(pillars));

test('a path of the contracts tells its methods, in the order of the alphabet', () => {
  expect(at('/api/v1/me')).toEqual(['GET']);
  expect(at('/api/v1/communities/500229001002/plans')).toEqual(['GET', 'POST']);
});

test('a path that no contract has tells none', () => {
  expect(at('/api/v1/elsewhere')).toEqual([]);
  expect(at('/api/v1/communities//plans')).toEqual([]);
  expect(at('/api/v1/me/too')).toEqual([]);
  expect(at('/')).toEqual([]);
});

test('a path that stands literally is no value of a parameter beside it', () => {
  expect(at('/api/v1/communities/500229001002/plans/drawn')).toEqual(['POST']);
  expect(at('/api/v1/communities/500229001002/plans/01JD3Z8K6Q4V5W7X9Y0ABCDEFG')).toEqual(['GET']);
});
