import { demandMessages } from './demands/messages.ts';
import { projectMessages } from './projects/messages.ts';
import { resourceMessages } from './resources/messages.ts';

/** The sentences of the lists' refusals. */
export const listsMessages = { ...demandMessages, ...resourceMessages, ...projectMessages };
