import { shanghaiDay } from '../../calendar/day.ts';
import type { ApplicationRecord } from '../../fund/applications/contract.ts';
import { lapsed, type ApplicationStore } from '../../fund/applications/store.ts';
import type { Actions } from '../../http/actions.ts';
import { permits } from '../../http/policy.ts';
import { refuse } from '../../http/refusal.ts';
import { namesOf } from '../meetings/view.ts';
import type { ResponsibleStore } from '../responsible/store.ts';
import type { Compound, compounds, Part, Renovation } from './contract.ts';
import { assign } from './duties.ts';
import { consent, planned, revise, step } from './renovation.ts';
import type { CompoundStore } from './store.ts';

interface Stores {
  readonly compounds: CompoundStore;
  readonly responsible: ResponsibleStore;
  /** Read only: what a fund granted. */
  readonly applications: ApplicationStore;
}

export const compoundActions = (stores: Stores): Actions<typeof compounds> => ({
  ...recordActions(stores),
  ...renovationActions(stores),
});

const saved = (store: CompoundStore, compound: Compound) => ({
  body: compound,
  version: compound.version,
  writes: [store.save(compound)],
});

const recordActions = ({ compounds: store, responsible }: Stores) => {
  /** @throws Refusal 'no-such-grid' for a grid that is not in force in the community */
  const judgeGrids = async (community: string, grids: readonly string[]): Promise<void> => {
    if (grids.length === 0) return;
    const { units } = await responsible.unitsByGrid(community);
    for (const [i, grid] of grids.entries()) if (!units.has(grid)) refuse('no-such-grid', `#/grids/${i}`, { grid });
  };
  const namesIn = async (community: string, found: readonly Compound[], also: readonly string[] = []) => {
    const ids = found.flatMap(({ duties }) => duties.map(({ unit }) => unit));
    return namesOf([...ids, ...also], await responsible.register(community.slice(0, 6)));
  };
  return {
    recordCompound: async ({ params: { community }, body }) => {
      await responsible.communities(community);
      if (await store.find(community, body.id)) refuse('compound-exists', '#/id', { compound: body.id });
      await judgeGrids(community, body.grids);
      return saved(store, { ...body, community, duties: [], version: 1 });
    },

    compounds: async ({ params: { community }, query }, { cursor }) => {
      await responsible.communities(community);
      const { compounds: items, after } = await store.list(community, query.limit, cursor.open(query.cursor));
      const next = cursor.seal(after);
      return { body: { items, names: await namesIn(community, items), ...(next && { next }) } };
    },

    compound: async ({ params: { community, compound: id } }) => {
      const compound = await store.compound(community, id);
      const renovations = await store.renovations(community, id);
      const names = await namesIn(community, [compound], renovations.flatMap(unitsIn));
      return { body: { ...compound, renovations, names }, version: compound.version };
    },

    changeCompound: async ({ params: { community, compound: id }, body }, { matches }) => {
      const { duties, version } = await store.compound(community, id);
      matches(version);
      await judgeGrids(community, body.grids);
      return saved(store, { ...body, id, community, duties, version: version + 1 });
    },

    assignAffair: async ({ params: { community, compound: id }, body }, { now, caller }) => {
      const compound = await store.compound(community, id);
      const next = assign(compound, { ...body, by: caller!.id }, shanghaiDay(now));
      const { unit } = body;
      if (unit !== undefined && !(await responsible.register(community.slice(0, 6))).has(unit))
        refuse('unit-unknown', '#/unit', { unit });
      return saved(store, next);
    },
  } satisfies Partial<Actions<typeof compounds>>;
};

const renovationActions = ({ compounds: store, responsible, applications }: Stores) => {
  const savedRenovation = (renovation: Renovation) => ({
    body: renovation,
    version: renovation.version,
    writes: [store.saveRenovation(renovation)],
  });
  /** @throws Refusal 'unit-unknown', 'no-such-application', 'grant-elsewhere' */
  const judgeParts = async (at: { community: string; compound: string }, parts: readonly Part[]): Promise<void> => {
    const register = await responsible.register(at.community.slice(0, 6));
    for (const [i, part] of parts.entries()) {
      if (part.by === 'unit' && !register.has(part.unit))
        refuse('unit-unknown', `#/parts/${i}/unit`, { unit: part.unit });
      if (part.by !== 'fund') continue;
      const pointer = `#/parts/${i}/application`;
      const { community, application } = await applications.record(part.fund, part.application, pointer);
      if (community !== at.community || application.compound !== at.compound) refuse('grant-elsewhere', pointer);
    }
  };
  /** What the funds awarded to the applications that pay a part. */
  const awardsOf = async ({ parts }: Renovation): Promise<Map<string, number>> => {
    const awards = new Map<string, number>();
    for (const part of parts) {
      const found = part.by === 'fund' && (await applications.record(part.fund, part.application));
      if (found) awards.set(found.application.id, awardOf(found));
    }
    return awards;
  };
  return {
    planRenovation: async ({ params, body }, { now, caller, newId }) => {
      await store.compound(params.community, params.compound);
      const renovation = planned(
        body,
        { ...params, id: `renovation-${newId().toLowerCase()}` },
        { at: now, by: caller!.id },
      );
      await judgeParts(params, body.parts);
      return savedRenovation(renovation);
    },

    reviseRenovation: async ({ params, body }, { now, caller, matches }) => {
      const found = await store.renovation(params.community, params.compound, params.renovation);
      matches(found.version);
      const next = revise(found, body, { at: now, by: caller!.id });
      await judgeParts(params, body.parts);
      return savedRenovation(next);
    },

    consentRenovation: async ({ params, body }, { now, caller }) => {
      const found = await store.renovation(params.community, params.compound, params.renovation);
      const own = caller!.unit === body.unit;
      const records = permits(caller!, 'compounds.record', params.community);
      if (!own && !records) refuse('not-your-share', '#/unit');
      const next = consent(found, body, { at: now, by: caller!.id });
      if (!own && body.document === undefined) refuse('evidence-missing', '#/document');
      return savedRenovation(next);
    },

    stepRenovation: async ({ params, body: { transition, ...given } }, { now, caller, matches }) => {
      const found = await store.renovation(params.community, params.compound, params.renovation);
      matches(found.version);
      const awards = transition === 'agree' ? await awardsOf(found) : new Map<string, number>();
      return savedRenovation(step(found, transition, { at: now, by: caller!.id, ...given, awards }));
    },
  } satisfies Partial<Actions<typeof compounds>>;
};

/** Fen that stand awarded: none before the award, and none once it lapsed. */
const awardOf = ({ application: { award, state } }: ApplicationRecord): number =>
  lapsed.includes(state) ? 0 : (award?.fund ?? 0);

const unitsIn = ({ parts, history }: Renovation): string[] => [
  ...parts.flatMap((part) => (part.by === 'unit' ? [part.unit] : [])),
  ...history.flatMap(({ unit }) => unit ?? []),
];
