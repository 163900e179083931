import type { ConceptData, ThesaurusData } from './thesaurus.ts';

/** What a county adds: wordings of a need that the thesaurus knows, or a need of its own with name and category. */
export interface OwnConcept extends Pick<ConceptData, 'id' | 'official' | 'everyday' | 'dialect' | 'hints'> {
  readonly name?: string | undefined;
  readonly category?: string | undefined;
}

/** The thesaurus with a county's own wordings after those that are shipped; what it names anew stands at the end. */
export function extended(data: ThesaurusData, own: readonly OwnConcept[]): ThesaurusData {
  const added = new Map(own.map((concept) => [concept.id, concept]));
  const known = new Set(data.concepts.map(({ id }) => id));
  const joined = data.concepts.map((concept) => {
    const more = added.get(concept.id);
    return more ? { ...concept, ...together(concept, more) } : concept;
  });
  const fresh = own
    .filter(({ id }) => !known.has(id))
    .map(({ name, category, ...wordings }) => ({
      ...wordings,
      name: name ?? '',
      category: category ?? '',
      related: {},
    }));
  return { ...data, concepts: [...joined, ...fresh] };
}

const registers = ['official', 'everyday', 'dialect', 'hints'] as const;
type Wordings = Pick<ConceptData, (typeof registers)[number]>;

const together = (shipped: Wordings, own: Wordings): Wordings =>
  Object.fromEntries(
    registers.map((name) => [name, [...new Set([...shipped[name], ...own[name]])]]),
  ) as unknown as Wordings;
