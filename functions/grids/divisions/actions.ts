import type { Actions } from '../../http/actions.ts';
import { refuse } from '../../http/refusal.ts';
import { tellRows } from '../../http/rows.ts';
import type { divisions } from './contract.ts';
import { mergeDivisions, readDivisions } from './import.ts';
import type { DivisionStore } from './store.ts';

export const divisionActions = (store: DivisionStore): Actions<typeof divisions> => ({
  importDivisions: async ({ params, query, upload }, context) => {
    const rows = readDivisions(upload.text);
    const stored = await store.find(params.division);
    const name = query.name ?? rows.find((row) => row.code === params.division)?.name ?? stored?.name;
    if (!name) refuse('county-name-missing');
    const { streets, changed, faults } = mergeDivisions(params.division, stored?.streets ?? [], rows);
    const county = {
      code: params.division,
      name,
      streets,
      version: (stored?.version ?? 0) + 1,
      updatedAt: context.now,
    };
    const same = stored !== undefined && changed === 0 && stored.name === name;
    return {
      body: {
        rows: rows.length,
        stored: changed,
        unchanged: rows.length - changed - faults.length,
        errors: tellRows(faults, context),
      },
      ...(!same && { writes: [store.save(county)] }),
    };
  },

  county: async ({ params }) => {
    const county = await store.county(params.division);
    return { body: county, version: county.version };
  },
});
