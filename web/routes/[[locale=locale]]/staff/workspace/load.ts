import type { Building } from '../../../../../functions/grids/buildings/contract.ts';
import { roadsKept } from '../../../../../functions/grids/plans/barriers.ts';
import type { Plan, PlanSummary } from '../../../../../functions/grids/plans/contract.ts';
import { UNASSIGNED } from '../../../../../functions/grids/workspace/painting.ts';
import type { Dedicated } from '../../../../../functions/grids/workspace/standing.ts';
import { everyPage } from '../every-page.ts';
import type { Session } from '../session.ts';

/** The barriers of a plan. */
export type Roads = Pick<Plan, 'barriers' | 'bridges'>;

/** All buildings of a community, in the order of their ids. */
export const loadBuildings = (session: Session, community: string): Promise<Building[]> =>
  everyPage((cursor) => session.grids.buildings({ params: { community }, query: { limit: 1000, ...cursor } }));

export const loadPlans = async (session: Session, community: string): Promise<PlanSummary[]> =>
  (await session.grids.plans({ params: { community }, query: { limit: 100 } })).body.items;

export interface Base {
  /** Each building's grid, or UNASSIGNED for a building newer than the plan. */
  readonly part: Int32Array;
  readonly grids: number;
  readonly dedicated?: Dedicated;
  readonly roads?: Roads;
}

const numberOf = (code: string): number => Number(code.slice(-3)) - 1;

/** Who is in which grid in a stored plan: a grid's number is its serial - 1. */
export async function loadBase(
  session: Session,
  buildings: readonly Building[],
  plan: Pick<Plan, 'community' | 'id'>,
): Promise<Base> {
  const params = { community: plan.community, plan: plan.id };
  const [{ body: stored }, { body: cut }] = await Promise.all([
    session.grids.planAssignment({ params }),
    session.grids.plan({ params }),
  ]);
  const { assignment } = stored;
  const codes = new Map(Object.entries(assignment));
  const part = Int32Array.from(buildings, ({ id }) => {
    const code = codes.get(id);
    return code === undefined ? UNASSIGNED : numberOf(code);
  });
  const dedicated = new Map(
    cut.grids.flatMap((grid) => (grid.dedicated ? [[numberOf(grid.code), grid.dedicated]] : [])),
  );
  return { part, dedicated, roads: roadsKept(cut), grids: part.reduce((most, grid) => Math.max(most, grid + 1), 1) };
}
