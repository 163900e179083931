import type { Actions } from '../../http/actions.ts';
import { refuse } from '../../http/refusal.ts';
import type { ResponsibleGrid, responsibleRoutes } from './contract.ts';
import { atPoint, byText } from './responsible.ts';
import type { ResponsibleStore } from './store.ts';

/** A word that stands in half the county's names is no question. */
const MOST_ANSWERS = 20;

export const responsibleActions = (store: ResponsibleStore): Actions<typeof responsibleRoutes> => ({
  responsible: async ({ params, query: { lng, lat, grid, text } }) => {
    // A code says itself where to look.
    const within = grid?.startsWith(params.division) ? grid.slice(0, 12) : params.division;
    const { index, told } = await store.view(within);
    if (lng !== undefined && lat !== undefined) {
      const found = atPoint(index, lng, lat);
      if (!found) return { body: { kind: 'none', answers: [] } };
      if (found.kind === 'grid') return { body: { kind: 'grid', answers: [told(found.grid)] } };
      const others = found.others.map(({ grid: code, metres }) => ({ ...told(code), metres: tidy(metres) }));
      return { body: { kind: 'border', answers: [told(found.grid), ...others] } };
    }
    const asked = grid ?? text ?? refuse('question-missing');
    const answers = byText(index, asked).slice(0, MOST_ANSWERS).map(told);
    return { body: { kind: answers.length > 1 ? 'several' : answers.length === 1 ? 'grid' : 'none', answers } };
  },

  responsibleBatch: async ({ params, body }) => {
    const { index, told } = await store.view(params.division);
    const grids = new Map<string, ResponsibleGrid>();
    const named = (code: string): string => {
      if (!grids.has(code)) grids.set(code, told(code));
      return code;
    };
    const answers = body.points.map(([lng, lat]) => {
      const found = atPoint(index, lng, lat);
      if (!found) return {};
      if (found.kind === 'grid') return { grid: named(found.grid) };
      const others = found.others.map((each) => ({ grid: named(each.grid), metres: tidy(each.metres) }));
      return { grid: named(found.grid), others };
    });
    return { body: { answers, grids: [...grids.values()] } };
  },
});

const tidy = (metres: number): number => Math.round(metres * 10) / 10;
