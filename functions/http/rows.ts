import type { Context } from './actions.ts';
import { rowMessages, type RowRefusal } from './messages.ts';

/** Why one row of a file was not taken. */
export interface RowFault {
  /** Line of the file, or place of the feature, counted from 1. */
  readonly row: number;
  readonly refusal: RowRefusal;
}

/** Row faults in the caller's language. */
export const tellRows = (faults: readonly RowFault[], context: Pick<Context, 'say'>) =>
  faults.map(({ row, refusal }) => ({ row, refusal, detail: context.say(rowMessages[refusal]) }));
