import type { allocations } from '../../../../../functions/grids/allocation/contract.ts';
import type * as z from 'zod';
import type { Session } from '../session.ts';

type Wishes = z.input<(typeof allocations)['allocateUnits']['body']>;

/** Makes allocations and returns their ids; sending the same wishes again after a failure is a retry. */
export function allocating(): (session: Session, county: string, body: Wishes) => Promise<string> {
  let sent: { body: string; key: string } | undefined;
  return async (session, county, body) => {
    const text = JSON.stringify(body);
    if (sent?.body !== text) sent = { body: text, key: crypto.randomUUID() };
    const reply = await session.grids.allocateUnits({
      params: { division: county },
      body,
      idempotencyKey: sent.key,
    });
    sent = undefined;
    return reply.body.id;
  };
}
