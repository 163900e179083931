import type { Adapter, AdapterPayload } from 'oidc-provider';

interface Kept {
  readonly payload: AdapterPayload;
  /** Epoch milliseconds. */
  readonly until: number;
}

export type IssuerStore = (model: string) => Adapter;

/** What the issuer remembers while it runs: sessions, codes, grants. A restart signs everybody out, tokens stay valid. */
export function issuerStore(): IssuerStore {
  const kept = new Map<string, Kept>();
  const fresh = (key: string | undefined): AdapterPayload | undefined => {
    const found = key === undefined ? undefined : kept.get(key);
    if (found && found.until > Date.now()) return found.payload;
    if (key !== undefined) kept.delete(key);
    return undefined;
  };
  const by = (test: (payload: AdapterPayload) => boolean): AdapterPayload | undefined =>
    [...kept.values()].find(({ payload, until }) => until > Date.now() && test(payload))?.payload;
  return (model) => ({
    upsert: (id, payload, expiresIn) => {
      kept.set(`${model} ${id}`, { payload, until: Date.now() + (expiresIn ?? 86_400) * 1_000 });
      return Promise.resolve();
    },
    find: (id) => Promise.resolve(fresh(`${model} ${id}`)),
    findByUid: (uid) => Promise.resolve(by((payload) => payload.uid === uid && payload.kind === model)),
    findByUserCode: (code) => Promise.resolve(by((payload) => payload.userCode === code)),
    consume: (id) => {
      const payload = fresh(`${model} ${id}`);
      if (payload) payload.consumed = Math.floor(Date.now() / 1_000);
      return Promise.resolve();
    },
    destroy: (id) => {
      kept.delete(`${model} ${id}`);
      return Promise.resolve();
    },
    revokeByGrantId: (grantId) => {
      for (const [key, { payload }] of kept) if (payload.grantId === grantId) kept.delete(key);
      return Promise.resolve();
    },
  });
}
