import type { Allocation } from '../../../../../functions/grids/allocation/contract.ts';
import type { AllocationWords } from '../../../../words/allocation.ts';
import { number } from '../../../../words/format.ts';
import type { Locale } from '../../../../words/words.ts';

/** Why a unit has its grid, in a sentence. */
export function whyOf(
  { rule, rank, instead }: Allocation['pairs'][number],
  words: AllocationWords,
  locale: Locale,
  nameOf: (id: string) => string,
): string {
  if (rule === 'fixed') return words.why.fixed();
  if (rule === 'nearest') return words.why.nearest();
  const place = number(rank, locale);
  if (!instead) return words.why.short(place);
  return words.why[rule](place, nameOf(instead.id), number(instead.metres, locale), number(instead.worse, locale));
}
