import { AVAILABLE, committed, EARMARKED } from './accounts.ts';
import type { Command, Entry } from './contract.ts';

/** The parts of a fund's state, beside its head, that deciding a command reads: what a store has to load. */
export interface Reads {
  readonly accounts: readonly string[];
  /** Every account whose name begins so. */
  readonly prefixes: readonly string[];
  readonly applications: readonly string[];
  /** Entries by business id; the command's own id is among them, to find that it was posted before. */
  readonly entries: readonly string[];
}

/**
 * What `decide` reads of the state for this command: on a state that holds no more, it decides the
 * same, and `apply` changes every record that it changes on the whole state.
 * @param named the entry that a reversal, a return or a consent names (`namedEntry`), once the store has it
 */
export function reads(command: Command, named?: Entry): Reads {
  const reading = {
    accounts: [AVAILABLE],
    prefixes: [] as string[],
    applications: [] as string[],
    entries: [command.id],
  };
  const name = namedEntry(command);
  if (name !== undefined) reading.entries.push(name);
  if (named) {
    reading.accounts.push(...named.legs.map(({ account }) => account));
    if ('application' in named) reading.applications.push(named.application);
    if ('contribution' in named) reading.entries.push(named.contribution);
  }
  if ('application' in command) {
    reading.applications.push(command.application);
    reading.accounts.push(committed(command.application));
  }
  if (command.kind === 'reservation') reading.prefixes.push(EARMARKED);
  return reading;
}

/** The business id of the earlier entry that a command names; undefined for most. */
export function namedEntry(command: Command): string | undefined {
  if (command.kind === 'reversal') return command.entry;
  return 'contribution' in command ? command.contribution : undefined;
}
