import { refuse } from '../../http/refusal.ts';
import type { Meeting } from '../meetings/contract.ts';
import type { Task } from './contract.ts';
import { pastDeadline } from './task.ts';

export interface ItemToBreakDown {
  /** Serial of the agenda item. */
  readonly item: number;
  /** Shanghai day, YYYY-MM-DD. */
  readonly deadline: string;
  /** Codes; all grids of the breakdown when absent. */
  readonly grids?: readonly string[] | undefined;
}

/** More tasks than this at once are a mistake rather than a meeting. */
export const MOST_TASKS = 3000;

/**
 * Every item x grid becomes a task of the grid's unit, all or nothing: the first fault refuses the whole. Ids follow from meeting,
 * item and grid, so the same breakdown done again makes the same tasks.
 * @param units of each grid by code, the lead unit first, from the allocation in force
 * @param at UTC instant of the breakdown
 * @returns by item, then grid
 * @throws Refusal meeting-not-held, no-items, no-grids, no-such-item, item-repeated, item-broken-down,
 *   deadline-invalid, no-such-grid, grid-without-unit, too-many-tasks
 */
export function breakdown(
  meeting: Pick<Meeting, 'id' | 'agenda' | 'state' | 'breakdowns'>,
  items: readonly ItemToBreakDown[],
  units: ReadonlyMap<string, readonly string[]>,
  at: string,
): Task[] {
  if (meeting.state !== 'open' && meeting.state !== 'closed')
    refuse('meeting-not-held', undefined, { state: meeting.state });
  if (items.length === 0) refuse('no-items', '#/items');
  if (units.size === 0) refuse('no-grids', '#/grids');
  const titles = new Map(meeting.agenda.map(({ serial, title }) => [serial, title]));
  const seen = new Set<number>();
  const done = new Set(meeting.breakdowns.flatMap((earlier) => earlier.items));
  const tasks = items.flatMap(({ item, deadline, grids }, i) => {
    const title = titles.get(item) ?? refuse('no-such-item', `#/items/${i}/item`, { item });
    if (seen.has(item)) refuse('item-repeated', `#/items/${i}/item`, { item });
    seen.add(item);
    if (done.has(item)) refuse('item-broken-down', `#/items/${i}/item`, { item });
    if (pastDeadline(deadline, at)) refuse('deadline-invalid', `#/items/${i}/deadline`, { deadline });
    const wanted = [...new Set(grids ?? units.keys())].sort();
    if (wanted.length === 0) refuse('no-grids', `#/items/${i}/grids`);
    return wanted.map((grid): Task => {
      const here = units.get(grid) ?? refuse('no-such-grid', `#/items/${i}/grids`, { grid });
      const [unit = refuse('grid-without-unit', `#/items/${i}/grids`, { grid }), ...together] = here;
      const id = taskId(meeting.id, item, grid);
      const assigned = { unit, together, deadline, state: 'assigned' as const, history: [] };
      return { id, meeting: meeting.id, item, title, grid, ...assigned, version: 1 };
    });
  });
  if (tasks.length > MOST_TASKS) refuse('too-many-tasks', '#/items', { tasks: tasks.length, most: MOST_TASKS });
  return tasks.sort((a, b) => a.item - b.item || (a.grid < b.grid ? -1 : 1));
}

/** One id for one meeting, item and grid, forever; sorts by meeting, item, grid. */
export const taskId = (meeting: string, item: number, grid: string): string =>
  `${meeting}-${String(item).padStart(3, '0')}-${grid}`;
