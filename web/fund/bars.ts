/** A part of a bar: what it is, how much, and its place along a bar of 1000. */
export interface Part {
  readonly name: string;
  readonly fen: number;
  readonly from: number;
  readonly width: number;
}

/** Lays amounts side by side along 1000; what is not above zero has no part. */
export function partsOf(amounts: readonly (readonly [name: string, fen: number])[]): Part[] {
  const shown = amounts.filter(([, fen]) => fen > 0);
  const sum = shown.reduce((total, [, fen]) => total + fen, 0);
  let before = 0;
  return shown.map(([name, fen]) => {
    const from = Math.round((1000 * before) / sum);
    before += fen;
    return { name, fen, from, width: Math.round((1000 * before) / sum) - from };
  });
}
