import type { Actions } from '../http/actions.ts';
import { type Permission, permits, policy } from '../http/policy.ts';
import { refuse } from '../http/refusal.ts';
import type { SystemStore } from './store.ts';
import type { system } from './contract.ts';

export const systemActions = (store: SystemStore, release: string): Actions<typeof system> => ({
  health: async (_, { now }) => {
    await store.reach();
    return { body: { status: 'ok', release, at: now } };
  },

  me: (_, { caller }) => {
    if (!caller) return refuse('unauthenticated');
    const { id, client, roles, division, unit, fund } = caller;
    const permissions = (Object.keys(policy) as Permission[]).filter((permission) =>
      permits(caller, permission, undefined),
    );
    const body = { id, client, roles: [...roles], division, permissions };
    return Promise.resolve({ body: { ...body, ...(unit && { unit }), ...(fund && { fund }) } });
  },
});
