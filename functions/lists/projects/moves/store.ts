import { shanghaiDay } from '../../../calendar/day.ts';
import type { DivisionStore } from '../../../grids/divisions/store.ts';
import type { Context } from '../../../http/actions.ts';
import type { Write } from '../../../table/table.ts';
import { holidaysOf } from '../../demands/advance.ts';
import type { Demand } from '../../demands/contract.ts';
import { scoredOf } from './scored.ts';
import type { DemandStore } from '../../demands/store.ts';
import type { ListSettingsStore } from '../../settings/store.ts';
import type { Project } from '../contract.ts';
import type { ProjectStore } from '../store.ts';
import { followed, isAnswered } from './course.ts';
import { ratingsOf } from './rated.ts';

type Subject = Pick<Project, 'id' | 'unit'>;

/** All steps of a demand are one write: what stood before them is expected. */
const saved = (demands: DemandStore, before: Demand, after: Demand): Write[] =>
  before.version === after.version ? [] : [demands.save({ ...after, version: before.version + 1 })];

/** The demands of projects, matching and scorecards: they move in the transaction of the project that carries them. */
export const demandMoves = (demands: DemandStore, settings: ListSettingsStore, divisions: DivisionStore) => {
  const move = async (
    community: string,
    ids: readonly string[],
    project: Subject,
    transition: string,
    note: string | undefined,
    { now, caller }: Pick<Context, 'now' | 'caller'>,
  ): Promise<Write[]> => {
    const inForce = await settings.inForce(community.slice(0, 6));
    const writes = ids.map(async (id) => {
      const before = await demands.record(community, id);
      const after = followed(before, transition, {
        at: now,
        today: shanghaiDay(now),
        holidays: holidaysOf(inForce.holidays),
        settings: inForce,
        project: project.id,
        kind: before.kind ?? 'service',
        lead: project.unit.id ?? project.unit.name.slice(0, 32),
        reason: note ?? usualWords[transition],
        staff: { role: staffRole(caller), unit: caller?.unit },
      });
      return saved(demands, before, after);
    });
    return (await Promise.all(writes)).flat();
  };
  const all = async (division: string): Promise<Demand[]> => {
    const county = await divisions.find(division.slice(0, 6));
    const codes = (county?.streets ?? [])
      .flatMap(({ communities }) => communities.map(({ code }) => code))
      .filter((code) => code.startsWith(division));
    return (await Promise.all(codes.map((code) => demands.all(code)))).flat();
  };
  return {
    establish: (
      community: string,
      ids: readonly string[],
      project: Subject,
      note: string | undefined,
      context: Context,
    ) => move(community, ids, project, 'establish', note, context),

    follow: (project: Project, transition: string, note: string | undefined, context: Context) =>
      move(project.community, project.demands, project, transition, note, context),

    /** Has every resident answered, or a visit in their stead? */
    async answered({ community, demands: ids }: Project): Promise<boolean> {
      return (await Promise.all(ids.map((id) => demands.record(community, id)))).every(isAnswered);
    },

    /** @throws Refusal 'no-such-demand' */
    record: (community: string, id: string) => demands.record(community, id),

    /** Demands of a division that wait for a resource, the longest waiting first. */
    async waiting(division: string) {
      const open = (await all(division)).filter(({ state }) => state === 'listed' || state === 'assigned');
      return open.sort((a, b) => (a.submittedAt < b.submittedAt ? -1 : a.submittedAt > b.submittedAt ? 1 : 0));
    },

    /** What the demands of a division count for in its scorecards. */
    async scored(division: string, today: string) {
      return (await all(division)).flatMap((demand) => scoredOf(demand, today));
    },
  };
};

/** Carries what residents answer into the project that their demands belong to. */
export const projectRatings = (projects: ProjectStore, demands: DemandStore) => ({
  /** The writes that follow a demand's answer; none where no project counts it. */
  async rated(next: Demand): Promise<Write[]> {
    const { community } = next;
    const project = next.project === undefined ? undefined : await projects.find(community.slice(0, 6), next.project);
    if (project?.community !== community) return [];
    const all = await Promise.all(
      project.demands.map(async (id) => (id === next.id ? next : demands.find(community, id))),
    );
    const ratings = ratingsOf(all.filter((demand) => demand !== undefined));
    if (JSON.stringify(ratings) === JSON.stringify(project.ratings)) return [];
    return [projects.save({ ...project, ratings, version: project.version + 1 })];
  },
});

export type Demands = ReturnType<typeof demandMoves>;

/** What the resident reads where nobody wrote a note. */
const usualWords: Readonly<Record<string, string>> = {
  establish: '已对接资源并立项。',
  report: '项目有新进展。',
  complete: '项目已完成，请您确认。',
  reopen: '已重新办理。',
};

function staffRole(caller: Context['caller']): 'community-secretary' | 'subdistrict-officer' | 'county-officer' {
  const roles = caller?.roles ?? [];
  if (roles.includes('county-officer')) return 'county-officer';
  return roles.includes('subdistrict-officer') ? 'subdistrict-officer' : 'community-secretary';
}
