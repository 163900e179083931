import type { Sentence } from '../../http/messages.ts';
import type { ContactGiven, Demand, DemandFile, DemandStatus } from './contract.ts';
import { overdue, stepsFor } from './advance.ts';
import type { Actor, Transition } from './machine.ts';
import { channelWords, stateWords, stepWords } from './words.ts';

/** 138****5678; a surname and stars. */
export function maskedContact({ name, phone, address }: ContactGiven): string {
  const digits = phone?.replace(/\D/g, '');
  const parts = [
    name && `${Array.from(name)[0]}**`,
    digits && `${digits.slice(0, 3)}****${digits.slice(-2)}`,
    address && '***',
  ];
  return parts.filter(Boolean).join(' ');
}

/** A demand for those who work on it. */
export function fileOf(
  demand: Demand,
  contact: ContactGiven | undefined,
  actors: readonly Actor[],
  today: string,
): DemandFile {
  const { origin: _, ...told } = demand;
  const masked = contact && maskedContact(contact);
  return {
    ...told,
    ...(masked && { contact: masked }),
    overdue: overdue(demand, today),
    steps: [...new Set(actors.flatMap((actor) => stepsFor(demand, actor)))],
  };
}

interface Holder {
  /** A follower reads on, but sees no words of the resident's and answers nothing. */
  readonly owner: boolean;
  readonly hasContact: boolean;
  /** what the responsible unit is called */
  readonly unit?: string | undefined;
  readonly say: (sentence: Sentence) => string;
}

/** A demand for the holder of a tracking code. */
export function statusOf(demand: Demand, { owner, hasContact, unit, say }: Holder): DemandStatus {
  const channel = channelWords(demand);
  const timeline = demand.history.map(({ transition, at, reason }) => ({
    transition,
    at,
    words: say(stepWords[transition as Transition]),
    ...(reason !== undefined && owner && { reason }),
  }));
  const { id, community, grid, category, title, state, deadline, rating } = demand;
  return {
    id,
    community,
    ...(grid && { grid }),
    ...(category && { category }),
    ...(title && { title }),
    ...(owner && { text: demand.text }),
    state,
    words: channel ? `${say(stateWords[state])}：${say(channel)}` : say(stateWords[state]),
    ...(deadline && { deadline }),
    ...(unit && { unit }),
    hasContact: owner && hasContact,
    ...(rating !== undefined && { rating }),
    steps: owner ? stepsFor(demand, 'resident') : [],
    timeline: [{ transition: 'submit', at: demand.submittedAt, words: say(stepWords.submit) }, ...timeline],
  };
}
