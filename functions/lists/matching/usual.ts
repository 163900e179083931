import data from './thesaurus.json' with { type: 'json' };
import { extended, type OwnConcept } from './own.ts';
import { usualThesaurus } from './shipped.ts';
import { compileThesaurus, type ConceptData, type Thesaurus } from './thesaurus.ts';

/** The needs that are shipped, with all their wordings. */
export const shippedConcepts: readonly ConceptData[] = data.concepts;

/** The thesaurus as it is shipped, with a county's own wordings. */
export const thesaurusWith = (own: readonly OwnConcept[]): Thesaurus =>
  own.length === 0 ? usualThesaurus() : compileThesaurus(extended(data, own));
