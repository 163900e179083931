import data from './thesaurus.json' with { type: 'json' };
import { extended, type OwnConcept } from './own.ts';
import { compileThesaurus, type ConceptData, type Thesaurus } from './thesaurus.ts';

/** The needs that are shipped, with all their wordings. */
export const shippedConcepts: readonly ConceptData[] = data.concepts;

let compiled: Thesaurus | undefined;

/** The thesaurus as it is shipped, compiled when it is first asked for. */
export const usualThesaurus = (): Thesaurus => (compiled ??= compileThesaurus(data));

/** The same with a county's own wordings. */
export const thesaurusWith = (own: readonly OwnConcept[]): Thesaurus =>
  own.length === 0 ? usualThesaurus() : compileThesaurus(extended(data, own));
