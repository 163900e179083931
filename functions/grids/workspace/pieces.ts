import { slotOf, UNASSIGNED, type Painting } from './painting.ts';

/** The buildings of a grid or of the bucket, in no order. */
export function members({ first, next }: Pick<Painting, 'first' | 'next'>, grid: number): number[] {
  const list: number[] = [];
  for (let i = first[slotOf(grid)]!; i >= 0; i = next[i]!) list.push(i);
  return list;
}

/**
 * Counts a grid's connected pieces by walking its members, and marks every building outside its largest piece (by households, then
 * by buildings) as stray. Buildings in the bucket are never stray.
 */
export function piecesIn(painting: Painting, grid: number): void {
  const { layout, part, pieces, stray } = painting;
  const { start, to, weight } = layout;
  const list = members(painting, grid);
  for (const i of list) stray[i] = grid === UNASSIGNED ? 0 : 1;
  if (grid === UNASSIGNED) return;
  let count = 0;
  let best: { size: number; buildings: number[] } = { size: -1, buildings: [] };
  // A walked building is marked 2 until the largest piece is known.
  for (const seed of list) {
    if (stray[seed] === 2) continue;
    count++;
    const found = [seed];
    stray[seed] = 2;
    let size = 0;
    for (let f = 0; f < found.length; f++) {
      const i = found[f]!;
      size += weight[i]!;
      for (let e = start[i]!; e < start[i + 1]!; e++) {
        const j = to[e]!;
        if (part[j] !== grid || stray[j] === 2) continue;
        stray[j] = 2;
        found.push(j);
      }
    }
    if (size > best.size || (size === best.size && found.length > best.buildings.length))
      best = { size, buildings: found };
  }
  for (const i of list) stray[i] = 1;
  for (const i of best.buildings) stray[i] = 0;
  pieces[slotOf(grid)] = count;
}
