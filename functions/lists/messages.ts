import type { Told } from '../http/refusal.ts';

/** The sentences of the lists' refusals. */
export const listsMessages = {} as const satisfies Record<string, Told>;
