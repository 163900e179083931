import type { DivisionStore } from '../../grids/divisions/store.ts';
import type { Actions } from '../../http/actions.ts';
import type { listSettings } from './contract.ts';
import type { ListSettingsStore } from './store.ts';
import { withUsual } from './usual.ts';

export const listSettingsActions = (
  store: ListSettingsStore,
  divisions: DivisionStore,
): Actions<typeof listSettings> => ({
  listSettings: async ({ params: { division } }) => {
    await divisions.county(division);
    const body = await store.inForce(division);
    return { body, version: body.version };
  },

  setListSettings: async ({ params: { division }, body }, { now, matches }) => {
    await divisions.county(division);
    const { version } = await store.inForce(division);
    matches(version);
    const next = { ...withUsual(body), division, version: version + 1, changedAt: now };
    return { body: next, version: next.version, writes: store.save(next) };
  },
});
