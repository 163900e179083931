import { expect, test } from 'vitest';
import { pillars } from '../../../functions/pillars.ts';
import { methodsAt } from '../../../functions/system/methods.ts';

const at = (path: string) => methodsAt(Object.values(pillars), path);

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
