import type { Unit } from '../../../../../functions/grids/units/contract.ts';
import type { Session } from '../session.ts';

/** All units of a county, in the order of their ids. */
export async function loadUnits(session: Session, county: string): Promise<Unit[]> {
  const all: Unit[] = [];
  let cursor: string | undefined;
  do {
    const { body } = await session.grids.units({
      params: { division: county },
      query: { limit: 1000, ...(cursor && { cursor }) },
    });
    all.push(...body.items);
    cursor = body.next;
  } while (cursor);
  return all;
}
