import { lineOf } from '../../../../fund/fen.ts';

/** An application as it is being written: all text, until it is sent. */
export interface Draft {
  compound: string;
  compoundName: string;
  title: string;
  need: string;
  purpose: string;
  has: { owningUnit: boolean; management: boolean; repairFund: boolean };
  related: string;
  budget: string;
  quotes: string;
  fromFund: string;
  raising: string;
}

export const emptyDraft = (): Draft => ({
  ...{ compound: '', compoundName: '', title: '', need: '', purpose: 'barrier', related: '', budget: '', quotes: '' },
  has: { owningUnit: false, management: false, repairFund: false },
  ...{ fromFund: '', raising: '' },
});

/** The lines of a list, each as a name and fen; `line` is undefined where it cannot be read. */
export const linesOf = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => ({ text: line, line: lineOf(line) }));

/** What the readable lines add up to, fen. */
export const sumOf = (text: string): number => linesOf(text).reduce((sum, { line }) => sum + (line?.amount ?? 0), 0);
