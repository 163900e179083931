import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Caller, divisionOf, permits, policy, type Permission, roles } from '../../../functions/http/policy.ts';

const caller = (role: Caller['roles'][number], division: string): Caller => ({
  id: 'p',
  client: 'c',
  roles: [role],
  division,
  scopes: [],
});

test('a subdistrict officer acts on every community below the subdistrict, and on no other', () => {
  const officer = caller('subdistrict-officer', '500229001');
  expect(permits(officer, 'plans.publish', '500229001002')).toBe(true);
  expect(permits(officer, 'plans.publish', '500229002001')).toBe(false);
  expect(permits(officer, 'divisions.import', '500229001')).toBe(false);
});

test('a token without a division or without a known role may do nothing', () => {
  expect(permits(caller('county-officer', ''), 'plans.make', '500229001002')).toBe(false);
  expect(permits({ ...caller('county-officer', '500229'), roles: [] }, 'plans.make', '500229001002')).toBe(false);
});

test('whoever may act on a division may act on every division below it, and only roles in the table may', () => {
  const division = fc.stringMatching(/^\d{6}$/);
  const permission = fc.constantFrom(...(Object.keys(policy) as Permission[]));
  fc.assert(
    fc.property(
      fc.constantFrom(...roles),
      permission,
      division,
      division,
      fc.stringMatching(/^\d{6}$/),
      (role, what, own, other, below) => {
        const person = caller(role, own);
        const listed = (policy[what] as readonly string[]).includes(role);
        expect(permits(person, what, own + below)).toBe(listed);
        if (other !== own) expect(permits(person, what, other + below)).toBe(false);
      },
    ),
  );
});

test('the division that a route acts on is named by its path', () => {
  expect(divisionOf({ community: '500229001002', plan: 'x' })).toBe('500229001002');
  expect(divisionOf({ division: '500229' })).toBe('500229');
  expect(divisionOf({})).toBeUndefined();
});
