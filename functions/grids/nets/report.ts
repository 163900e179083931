import { coverOf, type Cover, type Net, type NetBuilding } from './cover.ts';

export interface Amount {
  readonly buildings: number;
  readonly households: number;
}

export interface NetReport {
  readonly net: string;
  readonly grids: number;
  /** In at least one, in none, and in two or more grids of this net. */
  readonly covered: Amount;
  readonly gap: Amount;
  readonly overlap: Amount;
  /** The pairs of this net's grids that share buildings, most households first. */
  readonly overlaps: readonly (Amount & { readonly grids: readonly [string, string] })[];
}

export interface UnitReport {
  readonly unit: string;
  /** Grids as net and grid, because two departments may call theirs the same. */
  readonly grids: readonly { readonly net: string; readonly grid: string }[];
  /** More than one: the unit runs between communities. */
  readonly communities: readonly string[];
  /** Households of the buildings in its grids, each counted once. */
  readonly households: number;
}

export interface NetsReport {
  readonly all: Amount;
  readonly nets: readonly NetReport[];
  /** Pairs of nets and what lies in both. */
  readonly between: readonly (Amount & { readonly nets: readonly [string, string] })[];
  /** In two or more grids of whichever nets. */
  readonly overlap: Amount;
  /** In no grid of any net. */
  readonly gap: Amount & { readonly ids: readonly string[] };
  readonly units: readonly UnitReport[];
}

/** What the departments' nets cover twice, leave out, and ask of each unit. Units in the order of their names. */
export function reportNets(buildings: readonly NetBuilding[], nets: readonly Net[]): NetsReport {
  const cover = coverOf(buildings, nets);
  const amount = (test: (held: Cover[number]) => boolean): Amount =>
    amountOf(buildings.filter((_, i) => test(cover[i]!)));
  const uncovered = buildings.filter((_, i) => cover[i]!.every((held) => held.length === 0));
  return {
    all: amountOf(buildings),
    nets: nets.map((net, n) => ({
      net: net.name,
      grids: net.grids.length,
      covered: amount((held) => held[n]!.length > 0),
      gap: amount((held) => held[n]!.length === 0),
      overlap: amount((held) => held[n]!.length > 1),
      overlaps: overlapsOf(net, buildings, (i) => cover[i]![n]!),
    })),
    between: nets.flatMap((a, n) =>
      nets.slice(n + 1).map((b, m) => ({
        nets: [a.name, b.name] as const,
        ...amount((held) => held[n]!.length > 0 && held[n + 1 + m]!.length > 0),
      })),
    ),
    overlap: amount((held) => held.flat().length > 1),
    gap: { ...amountOf(uncovered), ids: uncovered.map(({ id }) => id) },
    units: unitsOf(buildings, nets, cover).map(({ held, ...unit }) => ({
      ...unit,
      households: amountOf(held).households,
    })),
  };
}

export const amountOf = (buildings: readonly NetBuilding[]): Amount => ({
  buildings: buildings.length,
  households: buildings.reduce((sum, { households }) => sum + households, 0),
});

/** Each unit with its grids, communities and buildings, in the order of names. */
export function unitsOf(buildings: readonly NetBuilding[], nets: readonly Net[], cover: Cover) {
  const grids = Map.groupBy(
    nets.flatMap((net, n) =>
      net.grids.flatMap(({ id, units }, g) => units.map((unit) => ({ unit, n, g, net: net.name, grid: id }))),
    ),
    ({ unit }) => unit,
  );
  return [...grids]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([unit, own]) => {
      const held = buildings.filter((_, i) => own.some(({ n, g }) => cover[i]![n]!.includes(g)));
      return {
        unit,
        grids: own.map(({ net, grid }) => ({ net, grid })),
        communities: [...new Set(held.map(({ community }) => community))].sort(),
        held,
      };
    });
}

function overlapsOf({ grids }: Net, buildings: readonly NetBuilding[], held: (building: number) => readonly number[]) {
  const shared = new Map<string, { grids: readonly [string, string]; found: NetBuilding[] }>();
  buildings.forEach((building, i) => {
    const here = held(i);
    here.forEach((a, place) => {
      for (const b of here.slice(place + 1)) {
        const pair = shared.get(`${a} ${b}`) ?? { grids: [grids[a]!.id, grids[b]!.id] as const, found: [] };
        pair.found.push(building);
        shared.set(`${a} ${b}`, pair);
      }
    });
  });
  return [...shared.values()]
    .map(({ grids: pair, found }) => ({ grids: pair, ...amountOf(found) }))
    .sort((a, b) => b.households - a.households || (a.grids.join() < b.grids.join() ? -1 : 1));
}
