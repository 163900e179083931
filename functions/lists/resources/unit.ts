import type { Caller, Role } from '../../http/policy.ts';
import { refuse } from '../../http/refusal.ts';

const staff: readonly Role[] = ['county-officer', 'subdistrict-officer', 'community-secretary', 'system'];

/** Does somebody act for the community, the street or the county, and not for one unit only? */
export const isStaff = (caller: Caller | undefined): boolean =>
  caller?.roles.some((role) => staff.includes(role)) ?? false;

/**
 * A unit's liaison officer acts for their own unit only; staff act for any.
 * @throws Refusal 'not-your-unit'
 */
export function judgeUnit(caller: Caller | undefined, unit: string | undefined): void {
  if (!isStaff(caller) && (unit === undefined || unit !== caller?.unit)) refuse('not-your-unit', '#/unit/id');
}
