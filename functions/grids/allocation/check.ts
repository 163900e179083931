import { refuse } from '../../http/refusal.ts';
import type { GridToServe, UnitToPlace } from './allocate.ts';

/** Distances held at once, 8 bytes each. */
const MOST_PAIRS = 10_000_000;

/** Refuses by name what cannot be allocated; the first fault in the order of the list wins. */
export function checkInput(units: readonly UnitToPlace[], grids: readonly GridToServe[]): void {
  if (units.length === 0) refuse('no-units', '#/units');
  if (grids.length === 0) refuse('no-grids', '#/grids');
  if (units.length * grids.length > MOST_PAIRS) refuse('too-many-pairs', '#/units', { most: MOST_PAIRS });
  const ids = new Set<string>();
  const codes = new Set<string>();
  grids.forEach((grid, i) => {
    const at = `#/grids/${i}`;
    if (codes.has(grid.code)) refuse('grid-repeated', `${at}/code`, { code: grid.code });
    codes.add(grid.code);
    checkPosition(grid, at);
    if (!amount(grid.households)) refuse('households-invalid', `${at}/households`, { code: grid.code });
  });
  units.forEach((unit, i) => {
    const at = `#/units/${i}`;
    if (ids.has(unit.id)) refuse('unit-repeated', `${at}/id`, { id: unit.id });
    ids.add(unit.id);
    checkPosition(unit, at);
    if (!amount(unit.capacity)) refuse('capacity-invalid', `${at}/capacity`, { id: unit.id });
    if (unit.fixed !== undefined && !codes.has(unit.fixed))
      refuse('fixed-grid-unknown', `${at}/fixed`, { id: unit.id, code: unit.fixed });
  });
}

function checkPosition({ lng, lat }: { lng: number; lat: number }, at: string): void {
  if (!(Math.abs(lng) <= 180)) refuse('position-invalid', `${at}/lng`);
  if (!(Math.abs(lat) <= 85)) refuse('position-invalid', `${at}/lat`);
}

const amount = (value: number): boolean => value >= 0 && value <= 1e9;
