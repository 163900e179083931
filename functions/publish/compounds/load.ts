import type { CompoundStore } from '../../grids/compounds/store.ts';
import type { UnitStore } from '../../grids/units/store.ts';
import type { CompoundRecords } from './views.ts';

/** What the tables hold of a county's compounds. */
export async function compoundsOf(
  { compounds, units }: { readonly compounds: CompoundStore; readonly units: UnitStore },
  county: string,
): Promise<CompoundRecords> {
  return {
    compounds: await compounds.all(county),
    renovations: await compounds.renovations(county),
    names: new Map((await units.all(county)).records.map(({ id, name }) => [id, name])),
  };
}
