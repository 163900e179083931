import { after, type Exported, exportPage, walk } from '../../exports/page.ts';
import type { Actions } from '../../http/actions.ts';
import { Building } from '../buildings/contract.ts';
import type { BuildingStore } from '../buildings/store.ts';
import type { DivisionStore } from '../divisions/store.ts';
import { Meeting } from '../meetings/contract.ts';
import type { MeetingStore } from '../meetings/store.ts';
import { Grid } from '../plans/contract.ts';
import type { PlanStore } from '../plans/store.ts';
import { Unit } from '../units/contract.ts';
import type { UnitStore } from '../units/store.ts';
import type { gridExports } from './contract.ts';

interface Stores {
  readonly divisions: DivisionStore;
  readonly units: UnitStore;
  readonly buildings: BuildingStore;
  readonly plans: PlanStore;
  readonly meetings: MeetingStore;
}

/** Before any change. */
const NEVER = '1970-01-01T00:00:00.000Z';

/** The lists of the pillar, written out page by page. */
export const gridExportActions = ({
  divisions,
  units,
  buildings,
  plans,
  meetings,
}: Stores): Actions<typeof gridExports> => {
  /** The codes of a division's communities, in order. @throws Refusal 'no-such-division' */
  const communitiesOf = async (division: string): Promise<string[]> => {
    const { streets } = await divisions.countyOf(division);
    const codes = streets.flatMap(({ communities }) => communities.map(({ code }) => code));
    return codes.filter((code) => code.startsWith(division)).sort();
  };

  const buildingsOf = async (community: string): Promise<Exported[]> => {
    const { records, importedAt = NEVER } = await buildings.all(community);
    return records.map(({ polygon: _, ...building }) => ({
      record: { community, ...building },
      changedAt: importedAt,
      place: `${community}#${building.id}`,
    }));
  };
  const gridsOf = async (community: string): Promise<Exported[]> => {
    const { plan } = await plans.inForce(community);
    if (plan === undefined) return [];
    const { document, publishedAt, madeAt } = await plans.record(community, plan);
    const { grids } = await plans.details(document);
    return grids.map((grid) => ({
      record: { community, plan, ...grid },
      changedAt: publishedAt ?? madeAt,
      place: `${community}#${grid.code}`,
    }));
  };

  return {
    exportUnits: async ({ params, query }, context) => {
      await divisions.county(params.division);
      const { records, importedAt = NEVER } = await units.all(params.division);
      const all = records.map((unit) => ({ record: unit, changedAt: importedAt, place: unit.id }));
      const found = after(all, context.cursor.open(query.cursor), query.limit);
      return exportPage(Object.keys(Unit.shape), query, found, context);
    },

    exportBuildings: async ({ params, query }, context) => {
      const found = await walk(
        await communitiesOf(params.division),
        context.cursor.open(query.cursor),
        query.limit,
        buildingsOf,
      );
      const columns = Object.keys(Building.omit({ polygon: true }).shape);
      return exportPage(['community', ...columns], query, found, context);
    },

    exportGrids: async ({ params, query }, context) => {
      const found = await walk(
        await communitiesOf(params.division),
        context.cursor.open(query.cursor),
        query.limit,
        gridsOf,
      );
      return exportPage(['community', 'plan', ...Object.keys(Grid.shape)], query, found, context);
    },

    exportMeetings: async ({ params: { division }, query }, context) => {
      await divisions.countyOf(division);
      const page = await meetings.list(division, query.limit, context.cursor.open(query.cursor));
      const items = page.meetings.map((record) => ({
        record,
        changedAt: context.now,
        place: meetings.placeOf(record),
      }));
      return exportPage(Object.keys(Meeting.shape), query, { items, more: page.after !== undefined }, context);
    },
  };
};
