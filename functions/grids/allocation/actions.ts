import type { Actions } from '../../http/actions.ts';
import { refuse } from '../../http/refusal.ts';
import type { DivisionStore } from '../divisions/store.ts';
import type { Grid } from '../plans/contract.ts';
import type { PlanStore } from '../plans/store.ts';
import type { Unit } from '../units/contract.ts';
import type { UnitStore } from '../units/store.ts';
import { shanghaiDay } from '../../calendar/day.ts';
import { allocate } from './allocate.ts';
import type { Allocation, allocations } from './contract.ts';
import { reassign } from './reassign.ts';
import type { AllocationRecord, AllocationStore } from './store.ts';

interface Stores {
  readonly allocations: AllocationStore;
  readonly units: UnitStore;
  readonly plans: PlanStore;
  readonly divisions: DivisionStore;
}

export const allocationActions = (stores: Stores): Actions<typeof allocations> => {
  const whole = async ({ document, current, ...summary }: AllocationRecord) => ({
    ...summary,
    pairs: await stores.allocations.pairs({ document, current, ...summary }),
  });
  return {
    ...changeActions(stores),

    allocateUnits: async ({ params, body }, { now, newId }) => {
      const { records: units } = await stores.units.all(params.division);
      if (units.length === 0) refuse('no-units');
      const grids = await gridsInForce(stores, params.division, body.communities);
      const draft = spread(units, grids, body);
      const communities = [...new Set(grids.map(({ code }) => code.slice(0, 12)))];
      const allocation = {
        ...draft,
        id: newId(),
        division: params.division,
        state: 'draft' as const,
        communities,
        madeAt: now,
        version: 1,
      };
      return { body: allocation, version: 1, writes: await stores.allocations.add(allocation) };
    },

    allocation: async ({ params }) => {
      const record = await stores.allocations.record(params.division, params.allocation);
      return { body: await whole(record), version: record.version };
    },

    allocations: async ({ params, query }, { cursor }) => {
      await stores.divisions.county(params.division);
      const { allocations: items, after } = await stores.allocations.list(
        params.division,
        query.limit,
        cursor.open(query.cursor),
      );
      const next = cursor.seal(after);
      return { body: { items, ...(next && { next }) } };
    },

    publishAllocation: async ({ params, body }, { now, matches }) => {
      // Before the draft: a draft published in between is then seen as published, never as both.
      const before = await stores.allocations.inForce(params.division);
      const draft = await stores.allocations.record(params.division, params.allocation);
      matches(draft.version);
      if (draft.state !== 'draft') refuse('allocation-not-a-draft');
      if (body.term.until <= body.term.from) refuse('term-invalid', '#/term/until');
      if (before.allocation && !body.reason) refuse('reason-missing', '#/reason');
      const pairs = await stores.allocations.pairs(draft);
      const standing = new Set(
        (await gridsInForce(stores, params.division, draft.communities)).map(({ code }) => code),
      );
      if (pairs.some(({ grid }) => !standing.has(grid)) || standing.size !== draft.grids) refuse('grids-have-changed');
      const published = {
        ...draft,
        state: 'published' as const,
        publishedAt: now,
        ...body,
        version: draft.version + 1,
      };
      const writes = [
        stores.allocations.save(published),
        stores.allocations.putInForce(params.division, draft.id, before.version),
      ];
      if (before.allocation) {
        const old = await stores.allocations.record(params.division, before.allocation);
        writes.push(stores.allocations.save({ ...old, state: 'superseded', version: old.version + 1 }));
      }
      return { body: { ...(await whole(published)) }, version: published.version, writes };
    },
  };
};

/** A county's decisions that give a grid to another unit. */
const changeActions = ({ allocations: store, units, plans, divisions }: Stores) =>
  ({
    changeAllocation: async ({ params: { division }, body }, { now, caller, newId }) => {
      await divisions.county(division);
      const { allocation, version } = await store.inForce(division);
      const record = await store.record(division, allocation ?? refuse('no-allocation-in-force'));
      const register = (await units.all(division)).records;
      if (body.day > shanghaiDay(now)) refuse('day-in-the-future', '#/day', { day: body.day });
      const { plan } = await plans.inForce(body.grid.slice(0, 12));
      const grids = plan
        ? (await plans.details((await plans.record(body.grid.slice(0, 12), plan)).document)).grids
        : [];
      const centre = grids.find(({ code }) => code === body.grid)?.centre;
      const { pairs, from, to } = reassign(await store.pairs(record), body, register, centre);
      const { grid, day, reason } = body;
      const decision = { id: newId(), grid, from, to, day, reason, at: now, by: caller!.id };
      return { body: decision, writes: await store.change(record, pairs, decision, version) };
    },

    allocationChanges: async ({ params, query }, { cursor }) => {
      await divisions.county(params.division);
      const { changes, after } = await store.changes(params.division, query.limit, cursor.open(query.cursor));
      const next = cursor.seal(after);
      return { body: { items: changes, ...(next && { next }) } };
    },
  }) satisfies Partial<Actions<typeof allocations>>;

/** The grids of the plans in force. @throws Refusal 'no-plans-in-force' */
async function gridsInForce(
  { divisions, plans }: Stores,
  county: string,
  chosen: readonly string[] | undefined,
): Promise<Grid[]> {
  const { streets } = await divisions.county(county);
  const known = streets.flatMap((street) => street.communities.map(({ code }) => code));
  const wanted = chosen ?? known;
  const grids = await Promise.all(
    wanted.map(async (community) => {
      const { plan } = await plans.inForce(community);
      return plan
        ? (await plans.details((await plans.record(community, plan)).document)).grids
        : chosen
          ? refuse('no-plans-in-force', '#/communities')
          : [];
    }),
  );
  return grids.flat().length > 0 ? grids.flat() : refuse('no-plans-in-force');
}

function spread(
  units: readonly Unit[],
  grids: readonly Grid[],
  { fixed, metresPerUnit }: { fixed: Record<string, string>; metresPerUnit?: number | undefined },
) {
  const names = new Map(units.map(({ id, name }) => [id, name]));
  const unknown = Object.keys(fixed).find((id) => !names.has(id));
  if (unknown !== undefined) refuse('fixed-unit-unknown', `#/fixed/${unknown}`);
  const { pairs, objective } = allocate(
    units.map(({ id, lng, lat, capacity }) => ({ id, lng, lat, capacity, fixed: fixed[id] })),
    grids.map(({ code, households, centre: [lng, lat] }) => ({ code, lng, lat, households })),
    { metresPerUnit },
  );
  const told: Allocation['pairs'] = pairs.map((pair) => ({ ...pair, name: names.get(pair.unit)! }));
  return { pairs: told, objective, grids: grids.length, units: units.length };
}
