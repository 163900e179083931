import type { DivisionStore } from '../../grids/divisions/store.ts';
import type { Actions } from '../../http/actions.ts';
import { categoryNames } from '../demands/names.ts';
import { shippedConcepts } from '../matching/usual.ts';
import type { thesauri } from './contract.ts';
import { judgeNeeds } from './judge.ts';
import type { ThesaurusStore } from './store.ts';

const shipped = shippedConcepts.map(({ id, name, category, official, everyday, dialect, hints }) => ({
  id,
  name,
  category: categoryNames[category] ?? ('elsewhere' as const),
  official: [...official],
  everyday: [...everyday],
  dialect: [...dialect],
  hints: [...hints],
}));
const ids = new Set(shipped.map(({ id }) => id));

export const thesaurusActions = (store: ThesaurusStore, divisions: DivisionStore): Actions<typeof thesauri> => ({
  thesaurus: async ({ params: { division } }) => {
    await divisions.county(division);
    const own = await store.inForce(division);
    return { body: { ...own, shipped }, version: own.version };
  },

  setThesaurus: async ({ params: { division }, body: { needs } }, { now, matches }) => {
    await divisions.county(division);
    const { version } = await store.inForce(division);
    matches(version);
    judgeNeeds(needs, ids);
    const next = { division, version: version + 1, changedAt: now, needs };
    return { body: next, version: next.version, writes: store.save(next) };
  },
});
