import { shanghaiDay } from '../calendar/day.ts';
import { divisionStore } from '../grids/divisions/store.ts';
import { variable } from '../http/settings.ts';
import { holidaysOf } from '../lists/demands/advance.ts';
import type { Demand } from '../lists/demands/contract.ts';
import { dueStep } from '../lists/demands/due.ts';
import type { Context } from '../lists/demands/needs.ts';
import { demandStore } from '../lists/demands/store.ts';
import { listSettingsStore } from '../lists/settings/store.ts';
import { Conflict, documents, openTable } from '../table/table.ts';

const client = documents();
const lists = openTable(variable('TABLE_LISTS'), client);
const divisions = divisionStore(openTable(variable('TABLE_GRIDS'), client));
const journal = openTable(variable('TABLE_JOURNAL'), client);
const demands = demandStore(lists);
const settings = listSettingsStore(lists);

/**
 * Each working morning: reminders before a step is due, supervision when it is long overdue, unclaimed demands into the
 * next round, confirmed ones closed. What a step needs is asked again when it is written, so a second call changes nothing.
 */
export async function handler(
  { now }: { readonly now?: string },
  { awsRequestId }: { readonly awsRequestId: string },
): Promise<{ steps: number }> {
  const at = now ?? new Date().toISOString();
  let steps = 0;
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
  }
  return { steps };
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
