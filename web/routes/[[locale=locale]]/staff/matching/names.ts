import type { WaitingDemand } from '../../../../../functions/lists/matches/contract.ts';

/** What a demand is called on the board: the title that triage wrote, else the resident's first words. */
export const nameOf = ({ title, text }: Pick<WaitingDemand, 'title' | 'text'>): string =>
  title ?? (text.length > 40 ? `${Array.from(text).slice(0, 40).join('')}…` : text);
