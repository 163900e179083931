import { anneal } from './partition-anneal.ts';
import { misfit, nodesAround } from './partition-balance.ts';
import { exchange, listsOf, offersOf, outside } from './partition-exchange.ts';
import { neighbourGrids } from './partition-potential.ts';
import type { State } from './partition-state.ts';

const PASSES = 4;
const OFFERS = 12;
const TRIES = 600;
const MOST = 300; // kicks in all

/**
 * For the grids that nothing else brought within their slack: one node is made to go, whatever that costs, and the grids around settle
 * anew. A grid of few large buildings is often filled only so. What betters nothing is taken back.
 */
export function kick(state: State, random: () => number): void {
  let left = MOST;
  let best = misfit(state);
  for (let pass = 0; pass < PASSES && best > 0; pass++) {
    const around = neighbourGrids(state);
    for (let p = 0; p < state.k && left > 0; p++) {
      if (outside(state, p) <= 0) continue;
      const grids = new Set([p]);
      for (let ring = 0; ring <= pass; ring++) {
        for (const q of [...grids])
          for (const r of around.to.subarray(around.start[q], around.start[q + 1])) grids.add(r);
      }
      const near = nodesAround(state, around, grids);
      for (const { i, from, to } of offersOf(state, listsOf(state), p).slice(0, OFFERS)) {
        if (--left < 0) break;
        const size = state.hanging(i);
        if (size === 0 || state.part[i] !== from) continue;
        state.mark();
        state.move(size, to);
        anneal(state, { sweeps: 8 + 8 * pass, heat: [0.02 + 0.1 * pass, 0.003], price: [5, 30] }, random, near);
        exchange(state, { tries: TRIES }, grids);
        const now = misfit(state);
        if (now < best - 1e-6) {
          best = now;
          break;
        }
        state.undo();
      }
    }
  }
}
