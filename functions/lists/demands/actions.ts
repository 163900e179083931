import type { Actions } from '../../http/actions.ts';
import { refuse } from '../../http/refusal.ts';
import { readSheet } from '../../grids/imports/sheet.ts';
import { tellRows } from '../../http/rows.ts';
import { shanghaiDay } from '../../calendar/day.ts';
import { holidaysOf } from './advance.ts';
import type { Demand } from './contract.ts';
import type { demands } from './routes/contract.ts';
import { contactWrites, type Desk, desk, storeRows } from './desk-actions.ts';
import { readDemands } from './import.ts';
import { codeOf, newDemand } from './intake.ts';
import { placed } from './place.ts';
import { unitNamer } from '../../grids/units/names.ts';
import { followable, similarTo } from './similar.ts';
import { fileOf, statusOf } from './status.ts';
import type { Transition } from './machine.ts';
import { worklistOf } from './worklist.ts';

export const demandActions = (tools: Desk): Actions<typeof demands> => ({
  ...intakeActions(tools),
  ...recordingActions(tools),
  ...staffActions(tools),
  ...residentActions(tools),
});

type All = Actions<typeof demands>;

const submitted = ({ id, grid, state, deadline }: Demand) => ({
  id,
  state,
  ...(grid && { grid }),
  ...(deadline && { deadline }),
});

const intakeActions = (tools: Desk): Pick<All, 'submitDemand' | 'similarDemands' | 'followDemand'> => {
  const { store, ground, finder } = tools;
  const work = desk(tools);
  return {
    submitDemand: async ({ params: { community }, body }, context) => {
      const index = await ground.index(community);
      const where = placed(index, body.place);
      const { terms, flood } = await work.termsOf(community, context.now);
      const flooding = await work.floodWrites(community, context, flood);
      const { text, category } = body;
      const id = context.newId().toLowerCase();
      const demand = newDemand({ id, community, text, category, channel: 'online', ...where }, terms);
      const code = codeOf(context.newId());
      return {
        body: submitted(demand),
        once: { code },
        writes: [
          store.save(demand),
          store.track(code, { community, demand: id, owner: true }),
          ...contactWrites(store, demand, body.contact),
          ...flooding,
        ],
      };
    },

    similarDemands: async ({ params: { community }, body }) => {
      await ground.divisions.community(community);
      const open = (await store.all(community)).filter(({ state }) => followable.includes(state));
      const items = similarTo(await finder(community.slice(0, 6)), `${body.text} ${body.place ?? ''}`, open, 5);
      return { body: { items: items.map(similarRow) } };
    },

    followDemand: async ({ params: { community, demand: id } }, context) => {
      const demand = await store.record(community, id);
      if (!followable.includes(demand.state)) refuse('no-such-demand');
      const { flood } = await work.termsOf(community, context.now);
      const next = { ...demand, followers: demand.followers + 1, version: demand.version + 1 };
      const code = codeOf(context.newId());
      return {
        body: submitted(next),
        once: { code },
        writes: [
          store.save(next),
          store.track(code, { community, demand: id, owner: false }),
          ...(await work.floodWrites(community, context, flood)),
        ],
      };
    },
  };
};

const recordingActions = (tools: Desk): Pick<All, 'recordDemand' | 'importDemands'> => {
  const { store, ground } = tools;
  const work = desk(tools);
  return {
    recordDemand: async ({ params: { community }, body }, context) => {
      const where = placed(await ground.index(community), body.place);
      const { terms } = await work.termsOf(community, context.now);
      const { text, category, channel } = body;
      const id = context.newId().toLowerCase();
      const demand = newDemand({ id, community, text, category, channel, ...where }, terms);
      const code = codeOf(context.newId());
      return {
        body: submitted(demand),
        once: { code },
        writes: [
          store.save(demand),
          store.track(code, { community, demand: id, owner: true }),
          ...contactWrites(store, demand, body.contact),
        ],
      };
    },

    importDemands: async ({ params: { community }, query, upload }, context) => {
      const index = await ground.index(community);
      const { taken, faults } = readDemands(await readSheet(upload), index);
      const { terms } = await work.termsOf(community, context.now);
      const { stored, unchanged } = await storeRows(store, community, taken, terms, query.preview, context.newId);
      const rows = taken.length + faults.length;
      return { body: { rows, stored, unchanged, errors: tellRows(faults, context) }, writes: [] };
    },
  };
};

const similarRow = ({ demand, score, duplicate }: { demand: Demand; score: number; duplicate: boolean }) => {
  const { id, title, category, grid, state, followers } = demand;
  return {
    id,
    ...(title && { title }),
    ...(category && { category }),
    ...(grid && { grid }),
    state,
    followers,
    score,
    duplicate,
  };
};

const staffActions = (
  tools: Desk,
): Pick<All, 'demands' | 'worklist' | 'demand' | 'demandDuplicates' | 'assignableUnits' | 'stepDemand' | 'contact'> => {
  const { store, ground, finder, settings, units } = tools;
  const work = desk(tools);
  return {
    demands: async ({ params: { community }, query }, { caller, cursor, now }) => {
      await ground.divisions.community(community);
      const page = await store.list(community, query.limit, cursor.open(query.cursor));
      const wanted = page.demands.filter(({ state }) => query.state === undefined || state === query.state);
      const next = cursor.seal(page.after);
      const actors = caller?.roles ?? [];
      const items = wanted.map((demand) => fileOf(demand, undefined, actors, shanghaiDay(now)));
      return { body: { items, ...(next && { next }) } };
    },

    worklist: async ({ params: { division }, query }, { caller, now }) => {
      const county = await ground.divisions.county(division.slice(0, 6));
      const communities = county.streets
        .flatMap((street) => street.communities)
        .filter(({ code }) => code.startsWith(division));
      if (communities.length === 0 && division.length > 6) refuse('no-such-division', undefined, { code: division });
      const all = await Promise.all(communities.map(({ code }) => store.all(code)));
      const holidays = holidaysOf((await settings.inForce(county.code)).holidays);
      const names = new Map(communities.map(({ code, name }) => [code, name]));
      const communityName = (code: string) => names.get(code) ?? code;
      return { body: worklistOf(all.flat(), caller, shanghaiDay(now), holidays, communityName, query) };
    },

    demand: async ({ params }, { caller, now }) =>
      work.answer(await store.record(params.community, params.demand), caller, now),

    demandDuplicates: async ({ params: { community, demand: id } }) => {
      const demand = await store.record(community, id);
      const open = (await store.all(community)).filter(
        (other) => other.id !== id && (followable.includes(other.state) || other.state === 'submitted'),
      );
      const items = similarTo(await finder(community.slice(0, 6)), `${demand.text} ${demand.place ?? ''}`, open, 5);
      return { body: { items: items.map((item) => ({ ...similarRow(item), text: item.demand.text })) } };
    },

    assignableUnits: async ({ params: { division }, query: { grid } }) => {
      const { code } = await ground.divisions.countyOf(division);
      const answering = await ground.unitsOf(grid?.startsWith(division) ? grid : undefined);
      const { records } = await units.all(code);
      const items = records.map(({ id, name }) => ({ id, name, answers: answering.includes(id) }));
      return { body: { items: items.sort((a, b) => Number(b.answers) - Number(a.answers)) } };
    },

    stepDemand: async ({ params, body: { transition, ...given } }, context) => {
      const demand = await store.record(params.community, params.demand);
      context.matches(demand.version);
      const { next, writes } = await work.take(demand, transition as Transition, given, context);
      return { ...(await work.answer(next, context.caller, context.now)), writes };
    },

    contact: async ({ params: { community, demand: id } }, { caller }) => {
      const demand = await store.record(community, id);
      work.mayOpenContact(demand, caller);
      const { contact } = await store.contact(community, id);
      // Reading it writes nothing but the journal's line: who looked, and when.
      return { body: contact ?? refuse('no-contact'), writes: [] };
    },
  };
};

const residentActions = (tools: Desk): Pick<All, 'trackDemand' | 'answerDemand' | 'eraseContact'> => {
  const { store, projects, units } = tools;
  const work = desk(tools);
  const open = async (code: string) => {
    const tracked = await store.tracked(code);
    const demand = await store.record(tracked.community, tracked.demand);
    const held = await store.contact(tracked.community, tracked.demand);
    return { demand, owner: tracked.owner, held };
  };
  const unitOf = async ({ community, lead }: Demand) =>
    lead === undefined ? undefined : unitNamer((await units.all(community.slice(0, 6))).records)(lead);
  return {
    trackDemand: async ({ params: { code } }, { say }) => {
      const { demand, owner, held } = await open(code);
      const hasContact = held.contact !== undefined;
      return { body: statusOf(demand, { owner, hasContact, unit: await unitOf(demand), say }) };
    },

    answerDemand: async ({ params: { code }, body: { transition, ...given } }, context) => {
      const { demand, owner, held } = await open(code);
      if (!owner) refuse('followers-only-read');
      const { flood } = await work.termsOf(demand.community, context.now);
      const flooding = await work.floodWrites(demand.community, context, flood);
      const { next, writes } = await work.take(demand, transition, given, { ...context, resident: true });
      const unit = await unitOf(next);
      const body = statusOf(next, { owner, hasContact: held.contact !== undefined, unit, say: context.say });
      return { body, writes: [...writes, ...(await projects.rated(next)), ...flooding] };
    },

    eraseContact: async ({ params: { code } }, { say }) => {
      const { demand, owner, held } = await open(code);
      if (!owner) refuse('followers-only-read');
      const body = statusOf(demand, { owner, hasContact: false, unit: await unitOf(demand), say });
      if (held.version === 0 || held.contact === undefined) return { body };
      return { body, writes: [store.saveContact(demand.community, demand.id, undefined, held.version)] };
    },
  };
};
