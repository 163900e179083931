import * as z from 'zod';
import { HolidayList } from '../../calendar/contract.ts';
import { CountyCode } from '../../grids/divisions/contract.ts';
import { contract } from '../../http/route.ts';

const days = z.int().min(1).max(365);

/** Working days for each step of a demand. */
export const StepDays = z.strictObject({
  triage: days.describe('from the first word to accepted, merged, returned or sent on'),
  claim: days.describe('on the list until a unit claims it or the community assigns it'),
  contact: days.describe('from claim or assignment to the first talk with the resident'),
  plan: days.describe('from the first talk to the project'),
  service: days.describe('from the project to its end, for a service'),
  facility: days.describe('the same, for a facility'),
  rating: days.describe("the resident's time to answer; then a visit decides"),
  remind: days.describe('a reminder goes out so long before a step is due'),
  escalate: days.describe('so long after it was due, supervision begins'),
});
export type StepDays = z.output<typeof StepDays>;

const Flood = z.strictObject({
  hour: z.int().min(1).max(10_000),
  day: z.int().min(1).max(10_000),
});

/** How a county runs its lists. */
export const ListSettings = z.object({
  division: CountyCode,
  version: z.int().min(0).describe('0 until the county sets its own'),
  changedAt: z.iso.datetime().optional(),
  days: StepDays,
  holidays: HolidayList,
  smallPlace: z
    .int()
    .min(2)
    .max(10_000)
    .describe('households; the public list names no building or compound that is smaller'),
  flood: Flood.describe('demands taken from one network address without an account'),
});
export type ListSettings = z.output<typeof ListSettings>;

/** What a county sets; what is absent is as usual. */
export const ListSettingsDraft = z.strictObject({
  days: StepDays.partial().optional(),
  holidays: HolidayList.optional(),
  smallPlace: ListSettings.shape.smallPlace.optional(),
  flood: Flood.partial().optional(),
});
export type ListSettingsDraft = z.output<typeof ListSettingsDraft>;

const params = z.object({ division: CountyCode });

export const listSettings = contract({
  listSettings: {
    method: 'GET',
    path: '/counties/{division}/list-settings',
    summary: 'How a county runs its lists: working days for each step, holidays, what the public list leaves out.',
    who: 'lists.read',
    params,
    ok: ListSettings,
    refusals: ['no-such-division'],
  },
  setListSettings: {
    method: 'PUT',
    path: '/counties/{division}/list-settings',
    summary: 'Replaces them; the versions before stay on record, and deadlines already running are kept.',
    who: 'lists.settings',
    params,
    body: ListSettingsDraft,
    ok: ListSettings,
    changes: true,
    refusals: ['no-such-division'],
  },
});
