import { divisionStore } from '../grids/divisions/store.ts';
import { meetingStore } from '../grids/meetings/store.ts';
import { taskStore } from '../grids/tasks/store.ts';
import { variable } from '../http/settings.ts';
import { openTable } from '../table/table.ts';
import { type Reminded, reminderStore } from './store.ts';

const table = openTable(variable('TABLE_GRIDS'));
const meetings = meetingStore(table);
const reminders = reminderStore(table, {
  divisions: divisionStore(table),
  meetings,
  tasks: taskStore(table, meetings),
});

/** By the schedule each morning, or by hand: `{ now }` runs it for another instant. */
export const handler = ({ now }: { readonly now?: string }): Promise<Reminded> =>
  reminders.run(now ?? new Date().toISOString());
