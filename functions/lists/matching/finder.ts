import type { DuplicateFinder } from './duplicates.ts';
import { usualMatters } from './shipped.ts';
import type { Thesaurus } from './thesaurus.ts';

/** The finder over the matters that ship with the product and a county's thesaurus. */
export const finderOver = (thesaurus: Thesaurus): DuplicateFinder => ({ thesaurus, ...usualMatters() });
