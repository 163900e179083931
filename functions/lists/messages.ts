import type { Told } from '../http/told.ts';

/** The sentences of the lists' refusals. */
export const listsMessages = {} as const satisfies Record<string, Told>;
