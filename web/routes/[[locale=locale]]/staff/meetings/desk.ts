import type { MeetingView } from '../../../../../functions/grids/meetings/contract.ts';
import type { Reply } from '../../../../../functions/http/client.ts';
import type { MeetingWords } from '../../../../words/meetings-zh.ts';
import type { StaffWords } from '../../../../words/staff-zh.ts';
import type { Locale } from '../../../../words/words.ts';

/** What every part of the desk gets: the meeting as it was last read, and how to change it. */
export interface DeskProps {
  readonly meeting: MeetingView;
  readonly words: MeetingWords;
  readonly staff: StaffWords;
  readonly locale: Locale;
  /** Sends a change based on the version shown; whether it was taken. A failure is told above, with its fields. */
  readonly send: (change: Change, fields?: Readonly<Record<string, string>>) => Promise<boolean>;
}

export type Change = (at: { params: { meeting: string }; ifMatch: string }) => Promise<Reply<MeetingView>>;
