import { anneal, centre, type Schedule } from './partition-anneal.ts';
import { balance } from './partition-balance.ts';
import { coarsened, type Coarse } from './partition-coarse.ts';
import { fromLabels } from './partition-labels.ts';
import { bisected, type Graph } from './partition-start.ts';
import { stateOf, type Keep, type State } from './partition-state.ts';

/** What is to be cut: a graph into k grids of `target` households, give or take `slack`. */
export type Problem = {
  readonly graph: Graph;
  readonly k: number;
  readonly target: number;
  readonly slack: number;
  readonly keep: Keep;
  /** Where to begin, when that is not free: a grid for each node, or -1. */
  readonly begin?: Int32Array | undefined;
};

type Stage = Schedule & { readonly rounds: number; readonly tries: number };

const HOT: Stage = { sweeps: 80, heat: [1, 0.1], price: [0.05, 0.5], rounds: 10, tries: 0 };
const COOL: Stage = { sweeps: 25, heat: [0.1, 0.003], price: [0.5, 10], rounds: 40, tries: 10_000 };
const KEEP: Stage = { sweeps: 30, heat: [0.005, 0.001], price: [1, 10], rounds: 40, tries: 10_000 };
/** Only what leaves the balance as good as it is, by the whole slack. */
const POLISH: Stage = { sweeps: 8, heat: [0.05, 0.005], price: 'balanced', rounds: 0, tries: 0 };

const MANY = 20_000; // nodes: from here on half the sweeps
const HUGE = 300_000; // and from here on a quarter

/** From here on shapes are found over a coarse graph: nodes that a grid has in it at least, and the share of a grid that one holds at most. */
const COARSE = 2000;
const NODES = 4;
const SHARE = 0.08;

/**
 * The hot stage: shapes take form, grids become about even; over joined neighbours where nodes are many. A plan that has a plan until
 * now keeps it, and has none.
 */
export function drafted(problem: Problem, random: () => number): State {
  const { graph, k, begin } = problem;
  if (!begin) {
    const coarse = coarseOf(problem);
    if (coarse) return projected(problem, coarse, random);
  }
  return shaped(
    problem,
    begin ? fromLabels(graph, begin, fixedOf(problem, begin), k, random) : bisected(graph, k, random),
    random,
  );
}

function shaped(problem: Problem, part: Int32Array, random: () => number): State {
  const state = centred(stateOf(problem, part));
  if (!problem.keep.home) run(state, HOT, random);
  return state;
}

/** The cooler stages: borders are drawn, and every grid brought within the tolerance where that is possible. */
export function finished(state: State, random: () => number): void {
  for (const stage of state.keep.home ? [KEEP] : [COOL, POLISH]) run(state, stage, random);
}

function fixedOf({ graph, keep }: Problem, begin: Int32Array): Int32Array {
  const fixed = new Int32Array(graph.n).fill(-1);
  keep.fixed.forEach((one, i) => one === 1 && (fixed[i] = begin[i]!));
  return fixed;
}

function coarseOf({ graph, k, target }: Problem): Coarse | undefined {
  const passes = Math.floor(Math.log2(graph.n / k / NODES));
  return passes < 1 || graph.n < COARSE ? undefined : coarsened(graph, passes, SHARE * target);
}

/** The draft over a coarse graph, for the nodes of the fine one. */
function projected(problem: Problem, { graph, node }: Coarse, random: () => number): State {
  const keep: Keep = { fixed: new Uint8Array(graph.n), home: undefined, stay: 0 };
  const draft = shaped({ ...problem, graph, keep }, bisected(graph, problem.k, random), random);
  const part = node.map((a) => draft.part[a]!);
  return centred(stateOf(problem, part));
}

function centred(state: State): State {
  centre(state, 0);
  centre(state, 2);
  return state;
}

function run(state: State, { rounds, tries, ...schedule }: Stage, random: () => number): void {
  const { n } = state.graph;
  const effort = n > HUGE ? 0.25 : n > MANY ? 0.5 : 1;
  anneal(state, { ...schedule, sweeps: Math.round(schedule.sweeps * effort) }, random);
  balance(state, random, Math.ceil(rounds * effort), tries > 0 ? tries + 2 * state.k : 0);
}
