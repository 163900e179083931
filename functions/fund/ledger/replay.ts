import { refuse } from '../../http/refusal.ts';
import { canonical } from './canonical.ts';
import type { Command, Entry } from './contract.ts';
import type { State } from './state.ts';
import { commandOf } from './decide.ts';

/**
 * What a second delivery of a command gets, before anything is decided anew: the entry that the first one made.
 * The business id itself is the guard, so it holds after every record of an idempotency key is gone.
 * @returns undefined for a command that was never posted
 * @throws Refusal 'id-reused' when the id stands for another command
 */
export function replayed(state: State, command: Command): Entry | undefined {
  const posted = state.posted.get(command.id);
  if (!posted) return undefined;
  if (canonical(commandOf(posted.entry)) !== canonical(command)) refuse('id-reused', '#/id', { id: command.id });
  return posted.entry;
}
