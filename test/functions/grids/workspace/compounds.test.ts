import { expect, test } from 'vitest';
import { compoundsOf, withCompounds } from '../../../../functions/grids/workspace/compounds.ts';

test('one building of a compound brings the others; a building without one comes alone', () => {
  const compounds = compoundsOf([{ compound: '甲' }, {}, { compound: '甲' }, { compound: '乙' }, { compound: '甲' }]);
  expect(compounds.lists).toEqual([[0, 2, 4]]);
  expect([...withCompounds(compounds, [2, 1])]).toEqual([2, 1, 0, 4]);
  expect([...withCompounds(compounds, [3])]).toEqual([3]);
});
