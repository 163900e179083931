import { expect, test } from 'vitest';
import { unitNamer } from '../../../../functions/grids/units/names.ts';

test('a unit is called by its name; one that left the register keeps its id, so that nothing shown is empty', () => {
  const nameOf = unitNamer([{ id: 'U01', name: '县住建委' }]);
  expect([nameOf('U01'), nameOf('U99')]).toEqual(['县住建委', 'U99']);
});
