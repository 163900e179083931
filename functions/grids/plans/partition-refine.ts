import { anneal, centre } from './partition-anneal.ts';
import { balance, misfit } from './partition-balance.ts';
import { kick } from './partition-kick.ts';
import type { State } from './partition-state.ts';

type Stage = {
  readonly sweeps: number;
  readonly heat: readonly [number, number];
  readonly price: readonly [number, number];
  readonly rounds: number;
  readonly tries: number;
};

const HOT: Stage = { sweeps: 80, heat: [1, 0.1], price: [0.05, 1], rounds: 10, tries: 0 };
const WARM: Stage = { sweeps: 40, heat: [0.2, 0.02], price: [1, 4], rounds: 10, tries: 0 };
const COOL: Stage = { sweeps: 40, heat: [0.05, 0.003], price: [2, 10], rounds: 40, tries: 10_000 };
const KEEP: Stage = { sweeps: 30, heat: [0.005, 0.001], price: [1, 10], rounds: 40, tries: 10_000 };

const MANY = 20_000; // nodes: from here on half the sweeps
const HUGE = 300_000; // and from here on a quarter

/** The hot stage: shapes take form, grids become about even. A plan that has a plan until now keeps it, and has none. */
export function drafted(state: State, random: () => number): State {
  centre(state, 0);
  centre(state, 2);
  if (!state.keep.home) run(state, HOT, random);
  return state;
}

/** The cooler stages: borders are drawn, and every grid brought within the tolerance where that is possible. */
export function finished(state: State, random: () => number): void {
  for (const stage of state.keep.home ? [KEEP] : [WARM, COOL]) run(state, stage, random);
  kick(state, random);
  centre(state, 3);
}

/** Mean metres of a household to its grid's centre, dearer by the households outside the tolerance. */
export function cost(state: State): number {
  return state.reach * (1 + (5 * misfit(state)) / (state.k * state.target));
}

function run(state: State, { sweeps, heat, price, rounds, tries }: Stage, random: () => number): void {
  const { n } = state.graph;
  const effort = n > HUGE ? 0.25 : n > MANY ? 0.5 : 1;
  anneal(state, { sweeps: Math.round(sweeps * effort), heat, price }, random);
  balance(state, random, Math.ceil(rounds * effort), tries > 0 ? tries + 2 * state.k : 0);
}
