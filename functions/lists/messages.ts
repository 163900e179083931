import { demandMessages } from './demands/messages.ts';
import { open311Messages } from './open311/messages.ts';
import { projectMessages } from './projects/messages.ts';
import { resourceMessages } from './resources/messages.ts';
import { thesaurusMessages } from './thesaurus/messages.ts';

/** The sentences of the lists' refusals. */
export const listsMessages = {
  ...demandMessages,
  ...resourceMessages,
  ...projectMessages,
  ...open311Messages,
  ...thesaurusMessages,
};
