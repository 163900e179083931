import type { Building } from '../../../../../functions/grids/buildings/contract.ts';
import { COLOURS, coloursOf } from '../../../../../functions/grids/workspace/colours.ts';
import { compoundsOf, withCompounds, type Compounds } from '../../../../../functions/grids/workspace/compounds.ts';
import {
  addGrid,
  begin,
  close,
  isHeld,
  openPainting,
  paint,
  redo,
  removeGrid,
  replace,
  undo,
  UNASSIGNED,
  type Painting,
  type Stroke,
} from '../../../../../functions/grids/workspace/painting.ts';
import { indexPoints, type PointIndex } from '../../../../../functions/grids/workspace/reach.ts';
import {
  NO_DEDICATED,
  nextProblem,
  standingOf,
  type Dedicated,
  type Standing,
} from '../../../../../functions/grids/workspace/standing.ts';
import { layoutOf } from '../../../../../functions/grids/plans/layout.ts';
import { roadsOf } from '../../../../../functions/grids/plans/barriers.ts';
import type { Base, Roads } from './load.ts';

export type Tool = 'pan' | 'brush' | 'lasso';

/** How many a stroke moved and how many a lock held back. */
export interface Outcome {
  readonly moved: number;
  readonly held: number;
}

/**
 * A painting that a page shows: the pure model does the work, `revision` tells the page that it changed (once a frame, however many
 * movements a brush made in it).
 */
export class Editor {
  readonly buildings: readonly Building[];
  readonly index: PointIndex;
  readonly painting: Painting;
  readonly compounds: Compounds;
  /** Grids of institutions: locked at first, and left out when the others are evened. */
  dedicated: Dedicated;
  /** Rivers and main roads of the plan that this one goes on with. */
  readonly roads: Roads;
  revision = $state(0);
  tool = $state<Tool>('brush');
  /** The grid that strokes paint, or UNASSIGNED to erase. */
  grid = $state(0);
  /** Of the brush, pixels. */
  radius = $state(20);
  whole = $state(true);
  tolerance = $state(0.05);
  cursor = $state<number>();
  /** A plan to compare with. */
  other = $state.raw<{ readonly name: string; readonly base: Base }>();
  /** The buildings that differ from it. */
  moved = $state.raw<Uint8Array>();
  readonly standing: Standing = $derived.by(() => {
    void this.revision;
    return this.standingNow();
  });
  readonly canUndo = $derived.by(() => (void this.revision, this.painting.past.length > 0));
  readonly canRedo = $derived.by(() => (void this.revision, this.painting.future.length > 0));
  #colours: Int32Array;
  #stroke: Stroke | undefined;
  #outcome: Outcome = { moved: 0, held: 0 };
  #told = false;

  constructor(
    buildings: readonly Building[],
    { part, grids, dedicated, roads = {} }: Base,
    households = (b: Building) => b.households,
  ) {
    this.buildings = buildings;
    const layout = layoutOf(
      buildings.map((building) => ({ ...building, households: households(building) })),
      roadsOf(roads),
    );
    this.roads = roads;
    this.index = indexPoints(layout.x, layout.y);
    this.painting = openPainting(layout, part, grids);
    this.#colours = coloursOf(layout, this.painting.part, grids);
    this.compounds = compoundsOf(buildings);
    this.dedicated = dedicated ?? NO_DEDICATED;
    for (const grid of this.dedicated.keys()) this.painting.lockedGrid[grid] = 1;
  }

  /** A grid's colour, 0..COLOURS-1; -1 for the bucket. */
  colourOf = (grid: number): number => (grid === UNASSIGNED ? -1 : (this.#colours[grid] ?? grid % COLOURS));

  /** Begins a stroke. */
  start(): void {
    this.#stroke ??= begin(this.painting);
    this.#outcome = { moved: 0, held: 0 };
  }

  /** Paints buildings as part of the stroke. */
  extend(buildings: Iterable<number>): void {
    if (!this.#stroke) return;
    const { moved, held } = paint(this.painting, this.#stroke, this.#grown(buildings), this.grid);
    this.#outcome = { moved: this.#outcome.moved + moved.length, held: this.#outcome.held + held };
    if (moved.length > 0) this.#touch();
  }

  /** Ends the stroke. */
  finish(): Outcome {
    if (this.#stroke && close(this.painting, this.#stroke)) this.#touch();
    this.#stroke = undefined;
    return this.#outcome;
  }

  /** Ends the stroke as if it had not been. */
  cancel(): void {
    if (this.finish().moved > 0) {
      undo(this.painting);
      this.painting.future.pop();
      this.#touch();
    }
  }

  assign(buildings: Iterable<number>, grid = this.grid): Outcome {
    const before = this.grid;
    this.grid = grid;
    this.start();
    this.extend(buildings);
    this.grid = before;
    return this.finish();
  }

  undo(): boolean {
    return this.#after(undo(this.painting));
  }

  redo(): boolean {
    return this.#after(redo(this.painting));
  }

  /** @returns the new grid's number, which is painted from now on; undefined where serials end */
  add(): number | undefined {
    const grid = addGrid(this.painting);
    if (grid === undefined) return undefined;
    this.grid = grid;
    this.#touch();
    return grid;
  }

  remove(grid: number): boolean {
    // The last grid takes the number; an institution's keeps its own.
    if (this.dedicated.has(grid) || this.dedicated.has(this.painting.grids - 1)) return false;
    return this.#after(removeGrid(this.painting, grid));
  }

  replace({ part, grids }: Base): void {
    this.painting.lockedGrid.fill(0, grids);
    replace(this.painting, part, grids);
    this.#colours = coloursOf(this.painting.layout, this.painting.part, grids);
    this.#after([]);
  }

  /** Takes over the numbers under which the plan on the table was stored: locks and institutions go with them, steps begin anew. */
  adopt({ part, grids, dedicated }: Base): void {
    const { painting } = this;
    const locked = new Uint8Array(painting.lockedGrid.length);
    painting.part.forEach((grid, i) => {
      if (painting.lockedGrid[grid] === 1) locked[part[i]!] = 1;
    });
    replace(painting, part, grids);
    painting.past.length = 0;
    painting.lockedGrid.set(locked);
    this.dedicated = dedicated ?? NO_DEDICATED;
    this.#colours = coloursOf(painting.layout, painting.part, grids);
    this.#after([]);
  }

  lockGrid(grid: number): boolean {
    const locked = (this.painting.lockedGrid[grid]! ^= 1) === 1;
    this.#touch();
    return locked;
  }

  lock(buildings: Iterable<number>, locked: boolean): void {
    for (const i of this.#grown(buildings)) this.painting.lockedBuilding[i] = locked ? 1 : 0;
    this.#touch();
  }

  /** The figures of this moment, also between two frames. */
  standingNow = (): Standing => standingOf(this.painting, this.tolerance, this.dedicated);

  isHeld = (building: number): boolean => isHeld(this.painting, building);

  /** Goes to the next building that is stray or in the bucket; undefined when there is none. */
  nextProblem(): number | undefined {
    const next = nextProblem(this.painting, this.cursor ?? -1);
    if (next !== undefined) this.cursor = next;
    return next;
  }

  #grown(buildings: Iterable<number>): Iterable<number> {
    return this.whole ? withCompounds(this.compounds, buildings) : buildings;
  }

  #after(changed: readonly number[] | undefined): boolean {
    if (!changed) return false;
    if (this.grid >= this.painting.grids) this.grid = this.painting.grids - 1;
    this.#touch();
    return true;
  }

  #touch(): void {
    if (this.#told) return;
    this.#told = true;
    requestAnimationFrame(() => {
      this.#told = false;
      this.revision++;
    });
  }
}
