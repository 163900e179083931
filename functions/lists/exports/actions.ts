import { exportPage, walk } from '../../exports/page.ts';
import type { DivisionStore } from '../../grids/divisions/store.ts';
import type { Actions } from '../../http/actions.ts';
import { Demand } from '../demands/contract.ts';
import type { DemandStore } from '../demands/store.ts';
import { Project } from '../projects/contract.ts';
import type { ProjectStore } from '../projects/store.ts';
import { reaches } from '../resources/area.ts';
import { Resource } from '../resources/contract.ts';
import type { ResourceStore } from '../resources/store.ts';
import type { listExports } from './contract.ts';

interface Stores {
  readonly divisions: DivisionStore;
  readonly resources: ResourceStore;
  readonly demands: DemandStore;
  readonly projects: ProjectStore;
}

/** The lists of the pillar, written out page by page. */
export const listExportActions = ({
  divisions,
  resources,
  demands,
  projects,
}: Stores): Actions<typeof listExports> => ({
  exportDemands: async ({ params: { division }, query }, context) => {
    const { streets } = await divisions.countyOf(division);
    const codes = streets.flatMap(({ communities }) => communities.map(({ code }) => code));
    const own = codes.filter((code) => code.startsWith(division)).sort();
    const read = async (community: string) =>
      (await demands.all(community)).map(({ origin: _, ...record }) => ({
        record,
        changedAt: record.history.at(-1)?.at ?? record.submittedAt,
        place: `${community}#${record.id}`,
      }));
    const found = await walk(own, context.cursor.open(query.cursor), query.limit, read);
    return exportPage(Object.keys(Demand.omit({ origin: true }).shape), query, found, context);
  },

  exportResources: async ({ params: { division }, query }, context) => {
    await divisions.countyOf(division);
    const place = context.cursor.open(query.cursor);
    const page = await resources.page(division.slice(0, 6), place, query.limit);
    const items = page.items
      .filter(({ serves }) => reaches(serves, division))
      .map((record) => ({ record, changedAt: changeOf(record), place: record.id }));
    const end = page.items.at(-1)?.id;
    const more = page.after !== undefined;
    return exportPage(Object.keys(Resource.shape), query, { items, more, ...(end && { end }) }, context);
  },

  exportProjects: async ({ params: { division }, query }, context) => {
    await divisions.countyOf(division);
    const page = await projects.page(division.slice(0, 6), query.limit, context.cursor.open(query.cursor));
    const items = page.items
      .filter(({ community }) => community.startsWith(division))
      .map((record) => ({ record, changedAt: record.history.at(-1)!.at, place: record.id }));
    const end = page.items.at(-1)?.id;
    const more = page.after !== undefined;
    return exportPage(Object.keys(Project.shape), query, { items, more, ...(end && { end }) }, context);
  },
});

/** The later of its change and its verification. */
const changeOf = ({ updatedAt, verifiedAt }: Resource): string =>
  verifiedAt !== undefined && verifiedAt > updatedAt ? verifiedAt : updatedAt;
