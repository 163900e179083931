import { inject } from 'vitest';
import { hotline, people } from '../../infra/local/people.ts';
import { tokenOf as issue } from '../../infra/local/demo.ts';

/** Every demo person and the demo machine client, as the token's claims say. */
export const callers = [...people, { ...hotline, name: hotline.id }];

const issued = new Map<string, Promise<string>>();

/** A bearer token of a demo person or client, one a run. */
export function tokenOf(name: string): Promise<string> {
  const token = issued.get(name) ?? issue(inject('demo'), name);
  issued.set(name, token);
  return token;
}

/** What the typed client needs to speak as a caller. */
export const as = async (name: string) => ({ base: inject('base'), token: await tokenOf(name) });
