import { refuse } from '../../http/refusal.ts';
import type { NeedDraft } from './contract.ts';

/** Wordings of one county: as many as are shipped, and what one record holds. */
export const MOST_WORDINGS = 2000;

export const registers = ['official', 'everyday', 'dialect', 'hints'] as const;

/**
 * May a county add this?
 * @param shipped the ids of the needs that are shipped
 * @throws Refusal 'need-twice', 'need-unnamed', 'too-many-wordings'
 */
export function judgeNeeds(needs: readonly NeedDraft[], shipped: ReadonlySet<string>): void {
  const seen = new Set<string>();
  for (const [place, { id }] of needs.entries()) {
    if (seen.has(id)) refuse('need-twice', `#/needs/${place}/id`, { need: id });
    seen.add(id);
  }
  for (const [place, { id, name, category }] of needs.entries())
    if (!shipped.has(id) && (name === undefined || category === undefined))
      refuse('need-unnamed', `#/needs/${place}/name`, { need: id });
  const wordings = needs.reduce((sum, need) => sum + registers.reduce((of, name) => of + need[name].length, 0), 0);
  if (wordings > MOST_WORDINGS) refuse('too-many-wordings', '#/needs', { limit: MOST_WORDINGS });
}
