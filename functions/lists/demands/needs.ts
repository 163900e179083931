import { addWorkingDays, type Holidays } from '../../calendar/working-days.ts';
import type { ListSettings } from '../settings/contract.ts';
import type { Category } from '../categories/contract.ts';
import type { Demand } from './contract.ts';
import type { Actor } from './machine.ts';

/** All that a step may depend on beside the record: looked up by the caller, decided here. */
export interface Context {
  readonly at: string;
  /** The Asia/Shanghai day of `at`. */
  readonly today: string;
  readonly by: { readonly role: Actor; readonly unit?: string | undefined };
  readonly holidays: Holidays;
  readonly settings: Pick<ListSettings, 'days'>;
  /** Units that answer for the demand's grid; empty where none is fixed there. */
  readonly gridUnits?: readonly string[];
  readonly reason?: string | undefined;
  readonly category?: Category | undefined;
  readonly title?: string | undefined;
  readonly kind?: 'service' | 'facility' | undefined;
  readonly unit?: string | undefined;
  readonly mergeInto?: string | undefined;
  readonly channel?: 'emergency' | 'court' | 'market' | undefined;
  readonly project?: string | undefined;
  readonly days?: number | undefined;
  readonly rating?: number | undefined;
}

/** A deadline is put off this often. */
export const MOST_EXTENSIONS = 2;

type Holds = (demand: Demand, context: Context) => boolean;

/** The conditions of the rows, by the name under which they refuse; each says when the step may be taken. */
export const needs = {
  'not-your-unit': ({ lead }, { by }) => by.role !== 'unit-liaison' || (by.unit !== undefined && by.unit === lead),
  'demand-paused': ({ paused }) => paused === undefined,
  'demand-not-paused': ({ paused }) => paused !== undefined,
  reason: (_, { reason }) => (reason ?? '').trim() !== '',
  category: (demand, { category }) => (category ?? demand.category) !== undefined,
  'merge-target': ({ id }, { mergeInto }) => mergeInto !== undefined && mergeInto !== id,
  'channel-named': (_, { channel }) => channel !== undefined,
  'unit-named': (_, { unit, by }) => (by.role === 'unit-liaison' ? by.unit : unit) !== undefined,
  'unit-of-the-grid': (_, { unit, gridUnits = [], reason }) =>
    gridUnits.length === 0 || gridUnits.includes(unit ?? '') || (reason ?? '').trim() !== '',
  'project-named': (_, { project }) => project !== undefined,
  'days-named': (_, { days }) => days !== undefined,
  'extensions-used-up': ({ extensions }) => extensions < MOST_EXTENSIONS,
  'already-helping': ({ lead, helpers }, { by }) => by.unit !== lead && !helpers.includes(by.unit ?? ''),
  'answer-not-due': ({ deadline }, { today }) => deadline !== undefined && today > deadline,
  'claim-not-due': ({ deadline }, { today }) => deadline !== undefined && today > deadline,
  'no-reminder-due': (demand, context) =>
    demand.deadline !== undefined &&
    demand.remindedFor !== demand.deadline &&
    addWorkingDays(context.today, context.settings.days.remind, context.holidays) >= demand.deadline,
  'no-escalation-due': (demand, { by, today, settings, holidays }) =>
    demand.deadline !== undefined &&
    !demand.supervised &&
    today >
      (by.role === 'system' ? addWorkingDays(demand.deadline, settings.days.escalate, holidays) : demand.deadline),
} satisfies Record<string, Holds>;

export type Need = keyof typeof needs;

/** Does the condition hold? */
export const holds = (need: Need, demand: Demand, context: Context): boolean => needs[need](demand, context);
