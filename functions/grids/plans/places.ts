/**
 * Points that lie within `reach` of an earlier point are one place with it.
 * @param x, y n points, metres
 * @returns Int32Array(n): the first point of each point's place; a point that opens a place names itself
 */
export function placesOf(x: Float64Array, y: Float64Array, reach: number): Int32Array {
  const n = x.length;
  const place = new Int32Array(n);
  const cells = new Map<number, number>();
  const following = new Int32Array(n).fill(-1);
  const cell = (column: number, row: number): number => column * 67_108_864 + row;
  for (let i = 0; i < n; i++) {
    const column = Math.floor(x[i]! / reach);
    const row = Math.floor(y[i]! / reach);
    let found = -1;
    for (let dc = -1; dc <= 1 && found < 0; dc++) {
      for (let dr = -1; dr <= 1 && found < 0; dr++) {
        for (let j = cells.get(cell(column + dc, row + dr)) ?? -1; j >= 0; j = following[j]!) {
          if (Math.hypot(x[i]! - x[j]!, y[i]! - y[j]!) <= reach) {
            found = j;
            break;
          }
        }
      }
    }
    if (found >= 0) {
      place[i] = found;
      continue;
    }
    place[i] = i;
    const key = cell(column, row);
    following[i] = cells.get(key) ?? -1;
    cells.set(key, i);
  }
  return place;
}
