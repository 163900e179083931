/** The buildings of each compound that has more than one, and each building's compound. */
export interface Compounds {
  readonly lists: readonly (readonly number[])[];
  readonly of: readonly (readonly number[] | undefined)[];
}

/** Groups buildings by the compound they name; a building without one stands for itself. */
export function compoundsOf(buildings: readonly { readonly compound?: string | undefined }[]): Compounds {
  const named = Map.groupBy(buildings.keys(), (i) => buildings[i]!.compound ?? '');
  named.delete('');
  const lists = [...named.values()].filter((list) => list.length > 1);
  const of: (readonly number[] | undefined)[] = buildings.map(() => undefined);
  for (const list of lists) for (const i of list) of[i] = list;
  return { lists, of };
}

/** Buildings with the others of their compounds, each once. */
export function withCompounds({ of }: Compounds, buildings: Iterable<number>): Set<number> {
  const grown = new Set(buildings);
  for (const i of [...grown]) for (const mate of of[i] ?? []) grown.add(mate);
  return grown;
}
