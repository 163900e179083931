import type { Catalogue } from './catalogue.ts';
import { readNeeds } from './needs.ts';
import type { Experience } from './rank.ts';

/** What people decided on an offer: the demand's text, the resource, and whether the match was confirmed or rejected. */
export interface Decision {
  readonly text: string;
  readonly resource: string;
  readonly confirmed: boolean;
}

/** Decisions that a tie's factor counts as made beforehand, half of them confirmed: one decision moves little, ten move much. */
const prior = 4;

/**
 * Re-weighs the ties of needs to resources by what people decided. Each decision speaks for the needs read in its text, in proportion to
 * their evidence; factor = 2 (confirmed + prior/2) / (all + prior), so 1 without decisions, towards 2 when confirmed, towards 0 when rejected.
 * @returns concept id -> resource id -> factor, for `rank`'s option `experience`
 */
export function learn(catalogue: Catalogue, decisions: readonly Decision[]): Experience {
  const counts = new Map<string, Map<string, { confirmed: number; all: number }>>();
  for (const { text, resource, confirmed } of decisions)
    for (const [concept, evidence] of readNeeds(catalogue.thesaurus, text).concepts) {
      const { id } = catalogue.thesaurus.concepts[concept]!;
      const byResource = counts.get(id) ?? new Map<string, { confirmed: number; all: number }>();
      const count = byResource.get(resource) ?? { confirmed: 0, all: 0 };
      count.all += evidence;
      if (confirmed) count.confirmed += evidence;
      counts.set(id, byResource.set(resource, count));
    }
  return new Map(
    [...counts].map(([id, byResource]) => [
      id,
      new Map(
        [...byResource].map(([resource, { confirmed, all }]) => [
          resource,
          (2 * (confirmed + prior / 2)) / (all + prior),
        ]),
      ),
    ]),
  );
}
