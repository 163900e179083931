import { shanghaiDay } from '../calendar/day.ts';
import { divisionStore } from '../grids/divisions/store.ts';
import { variable } from '../http/settings.ts';
import { holidaysOf } from '../lists/demands/advance.ts';
import type { Demand } from '../lists/demands/contract.ts';
import { dueStep } from '../lists/demands/due.ts';
import type { Context } from '../lists/demands/needs.ts';
import { demandStore } from '../lists/demands/store.ts';
import { resourceReminderStore } from '../lists/resources/reminded/store.ts';
import { remindersOf } from '../lists/resources/reminders.ts';
import { resourceStore } from '../lists/resources/store.ts';
import { listSettingsStore } from '../lists/settings/store.ts';
import { each } from '../table/each.ts';
import { Conflict, documents, openTable } from '../table/table.ts';

const client = documents();
const lists = openTable(variable('TABLE_LISTS'), client);
const divisions = divisionStore(openTable(variable('TABLE_GRIDS'), client));
const journal = openTable(variable('TABLE_JOURNAL'), client);
const demands = demandStore(lists);
const settings = listSettingsStore(lists);
const resources = resourceStore(lists);
const reminded = resourceReminderStore(lists);

/**
 * Each working morning: reminders before a step is due, supervision when it is long overdue, unclaimed demands into the
 * next round, confirmed ones closed; and of resources, who is told that they expire. What a step needs is asked again when it is written, so a second call changes nothing.
 */
export async function handler(
  { now }: { readonly now?: string },
  { awsRequestId }: { readonly awsRequestId: string },
): Promise<{ steps: number; reminders: number }> {
  const at = now ?? new Date().toISOString();
  let [steps, reminders] = [0, 0];
  for (const county of await divisions.counties()) {
    const inForce = await settings.inForce(county.code);
    const context: Context = {
      at,
      today: shanghaiDay(at),
      by: { role: 'system' },
      holidays: holidaysOf(inForce.holidays),
      settings: inForce,
    };
    for (const { code } of county.streets.flatMap(({ communities }) => communities))
      for (const demand of await demands.all(code)) if (await take(demand, context, awsRequestId)) steps++;
    reminders += await remindOf(county.code, context);
  }
  return { steps, reminders };
}

/** Reminders of a county's resources that nobody was told of before. */
async function remindOf(county: string, { at, today }: Context): Promise<number> {
  const due = remindersOf(await resources.all(county), today);
  const told = await each(due, (reminder) => reminded.remind(county, reminder, at));
  return told.filter(Boolean).length;
}

/** Somebody who works on it at this moment is not disturbed: tomorrow it is looked at again. */
async function take(demand: Demand, context: Context, requestId: string): Promise<boolean> {
  const transition = dueStep(demand, context);
  if (!transition) return false;
  const { writes } = demands.step(demand, transition, context);
  const trail = {
    pk: demand.community,
    sk: `${context.at}#${requestId}#${demand.id}`,
    operation: `deadline ${transition}`,
    by: 'system-deadlines',
    requestId,
  };
  try {
    await demands.add([...writes, { put: trail, expect: 'absent', table: journal.name }]);
    return true;
  } catch (error) {
    if (error instanceof Conflict) return false;
    throw error;
  }
}
