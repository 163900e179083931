import type { Demand } from './contract.ts';
import type { Transition } from './machine.ts';
import { type Context, holds } from './needs.ts';

/**
 * The step that time itself takes: close what the resident confirmed, carry over what nobody claimed, supervise what is
 * long overdue, remind of what is nearly due. Undefined where nothing is to be done today.
 */
export function dueStep(demand: Demand, context: Context): Transition | undefined {
  if (demand.state === 'rated') return 'close';
  if (demand.paused || demand.deadline === undefined) return undefined;
  if (demand.state === 'listed' && holds('claim-not-due', demand, context)) return 'carry-over';
  if (!remindable.includes(demand.state)) return undefined;
  if (holds('no-escalation-due', demand, context)) return 'escalate';
  return holds('no-reminder-due', demand, context) ? 'remind' : undefined;
}

const remindable: readonly Demand['state'][] = [
  'submitted',
  'listed',
  'assigned',
  'contacted',
  'established',
  'in-progress',
];
