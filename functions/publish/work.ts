import { fundIdOf } from '../fund/funds/id.ts';
import { affectedBy } from './affected.ts';
import type { demandPublisher } from './demands.ts';
import type { fundPublisher } from './funds.ts';
import type { meetingPublisher } from './meeting-publisher.ts';
import type { publisher } from './publisher.ts';
import { resourcesAffectedBy } from './resources/affected.ts';
import type { resourcesPublisher } from './resources.ts';

// A type, not an interface: its values are looped over.
export type Publishers = {
  readonly grids: ReturnType<typeof publisher>;
  readonly meetings: ReturnType<typeof meetingPublisher>;
  readonly demands: ReturnType<typeof demandPublisher>;
  readonly funds: ReturnType<typeof fundPublisher>;
  readonly resources: ReturnType<typeof resourcesPublisher>;
};

type Keys = readonly { readonly pk: string; readonly sk: string }[];

/** What is to be published anew, by a name that says it: what many records ask for is done once. */
export type Work = Map<string, () => Promise<void>>;

const countyOf = (code: string): string => code.slice(0, 6);

/** The work that changed records make, in an order in which lists come after what they list. */
export function workFor(publishers: Publishers, keys: Keys): Work {
  return new Map([...grounds(publishers, keys), ...listed(publishers, keys), ...funded(publishers, keys)]);
}

function grounds({ grids, meetings, demands }: Publishers, keys: Keys): Work {
  const affected = affectedBy(keys);
  const work: Work = new Map();
  for (const code of affected.counties) {
    work.set(`county ${code}`, () => grids.county(code));
    work.set(`demands ${code}`, () => demands.all(code));
  }
  for (const code of affected.communities) {
    if (affected.counties.has(countyOf(code))) continue;
    work.set(`community ${code}`, () => grids.community(code));
  }
  if (work.size > 0) work.set('counties', grids.counties);
  for (const meeting of affected.meetings) work.set(`meeting ${meeting}`, () => meetings.meeting(meeting));
  for (const code of new Set([...affected.counties, ...affected.communities].map(countyOf))) {
    work.set(`meetings ${code}`, () => meetings.county(code));
  }
  const lists = [...affected.demands, ...affected.communities].filter((code) => !affected.counties.has(countyOf(code)));
  for (const code of lists) work.set(`demands ${code}`, () => demands.community(code));
  for (const code of lists.map(countyOf)) work.set(`demands ${code}`, () => demands.county(code));
  return work;
}

function listed({ resources }: Publishers, keys: Keys): Work {
  const { counties } = affectedBy(keys);
  const { lists, venues, projects } = resourcesAffectedBy(keys);
  const work: Work = new Map();
  const split = (place: string) => [countyOf(place), place.slice(7)] as const;
  // A county that is new gets its empty lists, too.
  for (const code of [...lists, ...counties]) work.set(`resources ${code}`, () => resources.list(code));
  for (const place of venues) work.set(`venue ${place}`, () => resources.venue(...split(place)));
  for (const place of projects) work.set(`project ${place}`, () => resources.project(...split(place)));
  for (const code of [...[...projects].map(countyOf), ...counties]) {
    work.set(`projects ${code}`, () => resources.projects(code));
  }
  return work;
}

function funded({ funds, grids }: Publishers, keys: Keys): Work {
  const { funds: changed, funded: places, compounds } = affectedBy(keys);
  // A fund's pages name compounds, and show the renovations that it pays a part of.
  const near = [...compounds].flatMap((code) => [fundIdOf(code), fundIdOf(countyOf(code))]);
  const affected = new Set([...changed, ...near]);
  const work: Work = new Map();
  for (const fund of affected) work.set(`fund ${fund}`, () => funds.fund(fund));
  if (affected.size > 0) work.set('funds', funds.list);
  for (const code of new Set([...places, ...compounds]))
    work.set(`place of a fund or a compound ${code}`, () => grids.community(code));
  return work;
}
