/** A demand of the batch with the resources it may get; value 0..1, the matcher's score. */
export interface PlanDemand {
  readonly id: string;
  readonly offers: readonly { readonly id: string; readonly score: number }[];
}

export interface Assignment {
  readonly demand: string;
  readonly resource: string;
  readonly score: number;
  /** place of this resource in the demand's own ranking, from 1 */
  readonly choice: number;
}

export interface Unserved {
  readonly demand: string;
  /** nothing fits; or what fits is taken by demands that gain more from it */
  readonly why: 'nothing-fits' | 'capacity-taken';
  readonly wanted: string | undefined;
}

export interface Plan {
  readonly assignments: readonly Assignment[];
  readonly unserved: readonly Unserved[];
  /** sum of the scores, the largest possible under the capacities */
  readonly total: number;
  readonly used: ReadonlyMap<string, number>;
}

/**
 * Joins each demand with at most one resource so that no resource exceeds its capacity and the sum of scores is the largest possible:
 * min-cost flow by successive shortest paths with dual prices (Dijkstra on reduced costs; Ahuja, Magnanti, Orlin, Network Flows, 1993, ch. 9),
 * one demand at a time. A path ends at a resource with capacity left, or at a demand whose loss is smallest when it is left unserved.
 * @param capacity resource -> units left (whole units count); a resource that is missing has none
 */
export function planBatch(demands: readonly PlanDemand[], capacity: ReadonlyMap<string, number>): Plan {
  const flow = newFlow(demands, capacity);
  for (let d = 0; d < demands.length; d++) augment(flow, d);
  return explain(demands, flow);
}

interface Edge {
  readonly resource: number;
  readonly score: number;
}

interface Flow {
  readonly ids: readonly string[];
  readonly edges: readonly (readonly Edge[])[];
  readonly left: number[];
  /** resource -> demands that hold it */
  readonly holders: Set<number>[];
  /** demand -> index of its edge in use, -1 when unserved */
  readonly taken: Int32Array;
  /** dual of a resource: what a unit of it is worth to those who compete for it; 0 while units are left */
  readonly price: Float64Array;
  /** dual of a demand: what it gains over the prices */
  readonly gain: Float64Array;
}

/** Scores are whole numbers inside, so that sums are exact. */
const scale = 1e6;

function newFlow(demands: readonly PlanDemand[], capacity: ReadonlyMap<string, number>): Flow {
  const index = new Map<string, number>();
  const ids: string[] = [];
  const left: number[] = [];
  const edges = demands.map(({ offers }) => {
    const seen = new Set<number>();
    return offers.flatMap(({ id, score }) => {
      const units = Math.floor(capacity.get(id) ?? 0);
      if (units <= 0 || !(score > 0)) return [];
      let resource = index.get(id);
      if (resource === undefined) {
        index.set(id, (resource = ids.length));
        ids.push(id);
        left.push(units);
      }
      if (seen.has(resource)) return [];
      seen.add(resource);
      return [{ resource, score: Math.round(score * scale) }];
    });
  });
  return {
    ids,
    edges,
    left,
    holders: ids.map(() => new Set<number>()),
    taken: new Int32Array(demands.length).fill(-1),
    price: new Float64Array(ids.length),
    gain: new Float64Array(demands.length),
  };
}

/** Where a shortest path ends: at a resource with a unit left, or at a demand that goes (or stays) unserved. */
interface End {
  readonly distance: number;
  readonly resource: number;
  readonly unserved: number;
}

interface Reach {
  readonly distance: Map<number, number>;
  /** resource -> the demand that would take it */
  readonly by: Map<number, number>;
  readonly settled: number[];
}

function augment(flow: Flow, demand: number): void {
  const edges = flow.edges[demand]!;
  const worth = edges.reduce((best, { resource, score }) => Math.max(best, score - flow.price[resource]!), 0);
  flow.gain[demand] = worth;
  if (!edges.length) return;
  const reach: Reach = { distance: new Map(), by: new Map(), settled: [] };
  const end = shortestPath(flow, demand, reach);
  for (const resource of reach.settled) {
    const raise = end.distance - reach.distance.get(resource)!;
    if (raise <= 0) continue;
    flow.price[resource]! += raise;
    for (const holder of flow.holders[resource]!) flow.gain[holder]! -= raise;
  }
  flow.gain[demand] = worth - end.distance;
  shift(flow, demand, reach, end);
}

function shortestPath(flow: Flow, demand: number, reach: Reach): End {
  const queue: [number, number][] = [];
  let end: End = { distance: flow.gain[demand]!, resource: -1, unserved: demand };
  const relax = (from: number, base: number) => {
    for (const { resource, score } of flow.edges[from]!) {
      const distance = base + flow.gain[from]! - (score - flow.price[resource]!);
      if (distance >= end.distance || distance >= (reach.distance.get(resource) ?? Infinity)) continue;
      reach.distance.set(resource, distance);
      reach.by.set(resource, from);
      push(queue, [distance, resource]);
    }
  };
  relax(demand, 0);
  for (let next = pop(queue); next && next[0] < end.distance; next = pop(queue)) {
    const [distance, resource] = next;
    if (distance > reach.distance.get(resource)!) continue;
    if (flow.left[resource]! > 0) return { distance, resource, unserved: -1 };
    reach.settled.push(resource);
    for (const holder of flow.holders[resource]!) {
      const loss = distance + flow.gain[holder]!;
      if (loss < end.distance) end = { distance: loss, resource, unserved: holder };
    }
    for (const holder of flow.holders[resource]!) relax(holder, distance);
  }
  return end;
}

/** Moves each demand on the path to the resource it was reached for, from the end back to the new demand. */
function shift(flow: Flow, demand: number, { by }: Reach, end: End): void {
  let free = end.resource;
  if (end.unserved === demand) return;
  if (end.unserved >= 0) release(flow, end.unserved);
  for (let taker = by.get(free)!; ; taker = by.get(free)!) {
    const before = flow.taken[taker]! < 0 ? -1 : flow.edges[taker]![flow.taken[taker]!]!.resource;
    if (before >= 0) release(flow, taker);
    flow.taken[taker] = flow.edges[taker]!.findIndex(({ resource }) => resource === free);
    flow.holders[free]!.add(taker);
    flow.left[free]!--;
    if (taker === demand) return;
    free = before;
  }
}

function release(flow: Flow, demand: number): void {
  const { resource } = flow.edges[demand]![flow.taken[demand]!]!;
  flow.holders[resource]!.delete(demand);
  flow.left[resource]!++;
  flow.taken[demand] = -1;
}

function push(heap: [number, number][], item: [number, number]): void {
  let i = heap.push(item) - 1;
  while (i > 0) {
    const parent = (i - 1) >> 1;
    if (heap[parent]![0] <= item[0]) break;
    heap[i] = heap[parent]!;
    i = parent;
  }
  heap[i] = item;
}

function pop(heap: [number, number][]): [number, number] | undefined {
  const top = heap[0];
  const last = heap.pop();
  if (!top || !last || !heap.length) return top;
  let i = 0;
  for (let child = 1; child < heap.length; child = 2 * i + 1) {
    if (child + 1 < heap.length && heap[child + 1]![0] < heap[child]![0]) child++;
    if (heap[child]![0] >= last[0]) break;
    heap[i] = heap[child]!;
    i = child;
  }
  heap[i] = last;
  return top;
}

function explain(demands: readonly PlanDemand[], flow: Flow): Plan {
  const assignments: Assignment[] = [];
  const unserved: Unserved[] = [];
  const used = new Map<string, number>();
  demands.forEach(({ id, offers }, d) => {
    const edge = flow.edges[d]![flow.taken[d]!];
    if (!edge) {
      const wanted = offers[0]?.id;
      unserved.push({ demand: id, why: flow.edges[d]!.length || wanted ? 'capacity-taken' : 'nothing-fits', wanted });
      return;
    }
    const resource = flow.ids[edge.resource]!;
    used.set(resource, (used.get(resource) ?? 0) + 1);
    const choice = offers.findIndex((offer) => offer.id === resource);
    assignments.push({ demand: id, resource, score: offers[choice]!.score, choice: choice + 1 });
  });
  return { assignments, unserved, total: assignments.reduce((sum, { score }) => sum + score, 0), used };
}
