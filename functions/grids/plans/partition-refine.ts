import { anneal, centre } from './partition-anneal.ts';
import { balance } from './partition-balance.ts';
import type { Graph } from './partition-start.ts';
import { stateOf } from './partition-state.ts';
import { randomOf } from './random.ts';

/** Betters a contiguous partition in place: annealing, then what is still out of balance is put right. */
export function refine(graph: Graph, part: Int32Array, k: number, tolerance: number, seed: number): void {
  if (k === 1) return;
  const random = randomOf(seed);
  const state = stateOf(graph, part, k, tolerance, new Uint8Array(graph.n));
  centre(state, 0);
  centre(state, 2);
  anneal(state, { sweeps: 80, heat: [1, 0.1], price: [0.05, 1] }, random);
  balance(state, random);
  anneal(state, { sweeps: 40, heat: [0.2, 0.02], price: [1, 4] }, random);
  balance(state, random);
  anneal(state, { sweeps: 40, heat: [0.05, 0.003], price: [2, 10] }, random);
  balance(state, random);
}
