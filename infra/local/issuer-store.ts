import { readFile } from 'node:fs/promises';
import type { Adapter, AdapterPayload } from 'oidc-provider';
import * as z from 'zod';
import { replaceFile } from './bucket.ts';

interface Kept {
  readonly payload: AdapterPayload;
  /** Epoch milliseconds. */
  readonly until: number;
}

export type IssuerStore = (model: string) => Adapter;

/** A system that was registered stays so. */
const LASTING = 'Client ';

/**
 * What the issuer remembers while it runs: sessions, codes, grants. A restart signs everybody out, tokens stay valid.
 * @param file keeps the registered clients
 */
export async function issuerStore(file: string): Promise<IssuerStore> {
  const text = await readFile(file, 'utf8').catch(() => '{}');
  const clients = z.record(z.string(), z.record(z.string(), z.unknown())).parse(JSON.parse(text));
  const kept = new Map<string, Kept>(
    Object.entries(clients).map(([key, payload]) => [key, { payload, until: Number.POSITIVE_INFINITY }]),
  );
  const keepClients = async (): Promise<void> => {
    const lasting = [...kept].filter(([key]) => key.startsWith(LASTING)).map(([key, { payload }]) => [key, payload]);
    await replaceFile(file, JSON.stringify(Object.fromEntries(lasting)));
  };
  const fresh = (key: string | undefined): AdapterPayload | undefined => {
    const found = key === undefined ? undefined : kept.get(key);
    if (found && found.until > Date.now()) return found.payload;
    if (key !== undefined) kept.delete(key);
    return undefined;
  };
  const by = (test: (payload: AdapterPayload) => boolean): AdapterPayload | undefined =>
    [...kept.values()].find(({ payload, until }) => until > Date.now() && test(payload))?.payload;
  return (model) => ({
    upsert: async (id, payload, expiresIn) => {
      const key = `${model} ${id}`;
      const lasts = key.startsWith(LASTING);
      kept.set(key, { payload, until: lasts ? Infinity : Date.now() + (expiresIn ?? 86_400) * 1_000 });
      if (lasts) await keepClients();
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
