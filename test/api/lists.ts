import { client } from '../../functions/http/client.ts';
import { demands } from '../../functions/lists/demands/routes/contract.ts';
import { listSettings } from '../../functions/lists/settings/contract.ts';
import { thesauri } from '../../functions/lists/thesaurus/contract.ts';
import { as } from './as.ts';

/** The typed clients of the lists pillar, by the caller's name; `at` is the instant that the local gateway takes the request for. */
export const listsApi = async (name: string, at?: string) => {
  const timed: typeof fetch = (address, options) => {
    const headers = new Headers(options?.headers);
    if (at) headers.set('sonata-local-time', at);
    return fetch(address, { ...options, headers });
  };
  const options = { ...(await as(name)), language: 'en' as const, fetch: timed };
  return {
    settings: client(listSettings, options),
    demands: client(demands, options),
    thesaurus: client(thesauri, options),
  };
};
