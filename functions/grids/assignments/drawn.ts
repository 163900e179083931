import { refuse } from '../../http/refusal.ts';
import type { Building } from '../buildings/contract.ts';
import type { DrawnPlan } from './contract.ts';
import { roadsKept, roadsOf } from '../plans/barriers.ts';
import { draftOf, type PlanDraft } from '../plans/draft.ts';
import { layoutOf } from '../plans/layout.ts';
import { numbered } from '../plans/numbering.ts';
import { movedFrom, weighedBy, type Near } from '../plans/plan.ts';

/**
 * A plan drawn by hand: the grids stay as they are, and its figures say which are broken or uneven.
 * @param near the plan that it was drawn from
 * @throws Refusal of the contract's drawPlan row
 */
export function drawnPlan(community: string, buildings: readonly Building[], drawn: DrawnPlan, near?: Near): PlanDraft {
  const { tolerance, weight } = drawn;
  const weighed = weighedBy(buildings, weight);
  const given = serialsOf(buildings, drawn.assignment);
  const used = [...new Set(given)].sort((a, b) => a - b);
  for (const [d, { grid }] of (drawn.dedicated ?? []).entries())
    if (!used.includes(grid)) refuse('grid-unknown', `#/dedicated/${d}/grid`, { grid, grids: used.length });
  const layout = layoutOf(weighed, roadsOf(drawn));
  const places = new Map(used.map((serial, place) => [serial, place]));
  const drawnPart = Int32Array.from(given, (serial) => places.get(serial)!);
  const part = drawn.renumber ? numbered(layout, drawnPart, used.length) : drawnPart;
  const serials = drawn.renumber ? used.map((_, place) => place + 1) : used;
  const renamed = new Map(given.map((serial, i) => [serial, serials[part[i]!]!]));
  const dedicated = new Map((drawn.dedicated ?? []).map(({ grid, name }) => [renamed.get(grid)!, name]));
  const moved = near && movedFrom(near, weighed, given);
  return draftOf(
    { community, buildings, layout, part, serials, dedicated, tolerance, reasonOf: () => ({ reason: 'drawn' }) },
    {
      ...(drawn.name && { name: drawn.name }),
      origin: 'drawn',
      settings: { grids: used.length, tolerance, weight },
      ...roadsKept(drawn),
      ...(near && { near: near.plan, moved: moved! }),
    },
  );
}

/** Each building's serial. @throws Refusal 'building-unknown', 'buildings-unassigned' */
function serialsOf(buildings: readonly Building[], assignment: DrawnPlan['assignment']): number[] {
  const given = new Map(Object.entries(assignment));
  const known = new Set(buildings.map(({ id }) => id));
  for (const id of given.keys()) if (!known.has(id)) refuse('building-unknown', '#/assignment', { building: id });
  const missing = buildings.filter(({ id }) => !given.has(id));
  if (missing.length > 0)
    refuse('buildings-unassigned', '#/assignment', { count: missing.length, building: missing[0]!.id });
  return buildings.map(({ id }) => given.get(id)!);
}
