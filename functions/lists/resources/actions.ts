import { shanghaiDay } from '../../calendar/day.ts';
import type { DivisionStore } from '../../grids/divisions/store.ts';
import { readSheet } from '../../grids/imports/sheet.ts';
import type { Actions, Context } from '../../http/actions.ts';
import { refuse } from '../../http/refusal.ts';
import { tellRows } from '../../http/rows.ts';
import { reaches } from './area.ts';
import type { Resource, resources } from './contract.ts';
import { judgeFacts } from './facts.ts';
import { readResources } from './import.ts';
import { periodOf } from './period.ts';
import { remindersOf } from './reminders.ts';
import { leftOf } from './reserve.ts';
import type { ResourceStore } from './store.ts';
import { added, changed, merged, verified, withdrawn } from './records.ts';
import { isStaff, judgeUnit } from './unit.ts';

const MOST_RESOURCES = 5000;
const PAGE = 200;

type Rows = Actions<typeof resources>;

const inBulk = (store: ResourceStore, divisions: DivisionStore): Pick<Rows, 'importResources'> => ({
  importResources: async ({ params: { division }, query, upload }, context) => {
    const county = await divisions.countyOf(division);
    const rows = await readSheet(upload);
    if (rows.length === 0) refuse('file-without-rows');
    const { resources: incoming, faults } = readResources(rows, division, county);
    const stored = new Map((await store.all(county.code)).map((resource) => [resource.id, resource]));
    const { records, foreign } = merged(incoming, stored, { division, at: context.now });
    const total = stored.size + records.filter(({ version }) => version === 1).length;
    if (total > MOST_RESOURCES) refuse('too-many-resources', undefined, { limit: MOST_RESOURCES });
    const kept = incoming.length - foreign.length;
    const errors = [...faults, ...foreign.map((row) => ({ row, refusal: 'id-elsewhere' as const }))];
    const body = {
      rows: rows.length,
      stored: records.length,
      unchanged: kept - records.length,
      errors: tellRows(errors, context),
    };
    if (query.preview) return { body };
    const writes = records.map(store.save);
    const last = writes.length - (writes.length % 90 || Math.min(90, writes.length));
    await store.commitMany(writes.slice(0, last));
    return { body, writes: writes.slice(last) };
  },
});

const lookedUp = (
  store: ResourceStore,
  divisions: DivisionStore,
): Pick<Rows, 'reservations' | 'resourceReminders'> => ({
  reservations: async ({ params, query }, { cursor }) => {
    await store.record(params.division, params.resource);
    const county = params.division.slice(0, 6);
    const page = await store.reservations(county, params.resource, query.limit, cursor.open(query.cursor));
    const next = cursor.seal(page.after);
    return { body: { items: page.items, ...(next && { next }) } };
  },

  resourceReminders: async ({ params: { division } }, { now }) => {
    await divisions.countyOf(division);
    const all = await store.all(division.slice(0, 6));
    const near = all.filter((resource) => resource.division.startsWith(division));
    return { body: { items: remindersOf(near, shanghaiDay(now)) } };
  },
});

export const resourceActions = (store: ResourceStore, divisions: DivisionStore): Rows => {
  const view = async (resource: Resource, today: string) => {
    if (!resource.capacity) return resource;
    const period = periodOf(resource.capacity.period, today);
    const { reserved } = await store.usage(resource.division.slice(0, 6), period, resource.id);
    return { ...resource, left: { period, reserved, left: leftOf(resource.capacity, reserved) } };
  };
  const answer = (resource: Resource) => ({
    body: resource,
    version: resource.version,
    writes: [store.save(resource)],
  });
  const mine = async (params: { division: string; resource: string }, { caller, matches }: Context) => {
    const resource = await store.record(params.division, params.resource);
    judgeUnit(caller, resource.unit.id);
    matches(resource.version);
    if (resource.state === 'withdrawn') refuse('resource-withdrawn');
    return resource;
  };
  return {
    ...inBulk(store, divisions),
    ...lookedUp(store, divisions),

    addResource: async ({ params: { division }, body }, { caller, now, newId }) => {
      const county = await divisions.countyOf(division);
      judgeUnit(caller, body.unit.id);
      judgeFacts(body, county);
      const source = isStaff(caller) ? 'staff' : 'unit';
      return answer(added(body, { id: `r-${newId().toLowerCase()}`, division, source, at: now }));
    },

    resources: async ({ params: { division }, query }, { cursor, now }) => {
      await divisions.countyOf(division);
      const found: Resource[] = [];
      let after = cursor.open(query.cursor);
      do {
        const page = await store.page(division.slice(0, 6), after, PAGE);
        const fitting = page.items.filter((resource) => reaches(resource.serves, division) && fits(resource, query));
        found.push(...fitting);
        after = page.after;
      } while (after !== undefined && found.length <= query.limit);
      const shown = found.slice(0, query.limit);
      const next = found.length > shown.length || after !== undefined ? cursor.seal(shown.at(-1)?.id) : undefined;
      const items = await Promise.all(shown.map((resource) => view(resource, shanghaiDay(now))));
      return { body: { items, ...(next && { next }) } };
    },

    resource: async ({ params }, { now }) => {
      const resource = await store.record(params.division, params.resource);
      return { body: await view(resource, shanghaiDay(now)) };
    },

    changeResource: async ({ params, body }, context) => {
      const resource = await mine(params, context);
      judgeUnit(context.caller, body.unit.id);
      if (body.kind !== resource.kind) refuse('kind-fixed', '#/kind');
      judgeFacts(body, await divisions.countyOf(params.division));
      return answer(changed(resource, body, context.now));
    },

    verifyResource: async ({ params }, context) => answer(verified(await mine(params, context), context.now)),

    withdrawResource: async ({ params, body }, context) =>
      answer(withdrawn(await mine(params, context), body.reason, context.now)),
  };
};

interface Filter {
  readonly kind?: string | undefined;
  readonly category?: string | undefined;
  readonly state?: string | undefined;
  readonly unit?: string | undefined;
}

const fits = (resource: Resource, { kind, category, state, unit }: Filter): boolean =>
  (kind === undefined || resource.kind === kind) &&
  (category === undefined || resource.category === category) &&
  (state === undefined || resource.state === state) &&
  (unit === undefined || resource.unit.id === unit || resource.unit.name === unit);
