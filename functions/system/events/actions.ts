import type { Actions } from '../../http/actions.ts';
import type { events } from './contract.ts';
import type { EventStore } from './store.ts';

/** Before the first event. */
const START = 'event#';

export const eventActions = (store: EventStore): Actions<typeof events> => ({
  events: async ({ params: { division }, query }, { cursor }) => {
    const from = cursor.open(query.cursor);
    const page = await store.list(division.slice(0, 6), query.limit, from === START ? undefined : from);
    const items = page.events.filter((event) => event.division.startsWith(division));
    return { body: { items, next: cursor.seal(page.last ?? from ?? START) ?? '' } };
  },
});
