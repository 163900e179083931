import type { Unit } from '../../../../../functions/grids/units/contract.ts';
import { everyPage } from '../every-page.ts';
import type { Session } from '../session.ts';

/** All units of a county, in the order of their ids. */
export const loadUnits = (session: Session, county: string): Promise<Unit[]> =>
  everyPage((cursor) => session.grids.units({ params: { division: county }, query: { limit: 1000, ...cursor } }));
