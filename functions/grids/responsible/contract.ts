import * as z from 'zod';
import { contract } from '../../http/route.ts';
import { Contact } from '../contacts/contract.ts';
import { DivisionCode, Name } from '../divisions/contract.ts';
import { GridCode, PlanId } from '../plans/contract.ts';
import { Unit } from '../units/contract.ts';

/** The published form, one file a county or community: read by the browser and by a function alike. */
export const ResponsibleIndex = z.object({
  codes: z.array(GridCode),
  rings: z
    .array(z.array(z.array(z.int())))
    .describe('of each grid: micro-degrees lng, lat, lng, lat, ..., each as the difference from the one before'),
  places: z.array(z.tuple([z.string(), z.array(z.int())])).describe('name in one spelling, its grids; sorted by name'),
});
export type ResponsibleIndex = z.output<typeof ResponsibleIndex>;

const Lng = z.number().min(-180).max(180);
const Lat = z.number().min(-85).max(85);

/** Who is responsible in one grid. */
export const ResponsibleGrid = z.object({
  grid: GridCode,
  community: z.object({ code: z.string(), name: Name }),
  units: z.array(Unit.pick({ id: true, name: true, kind: true, phone: true })).describe('the responsible one first'),
  contacts: z.array(Contact.omit({ id: true })).describe('leader and workers of the grid, liaison leader, supervision'),
  term: z.object({ from: z.iso.date(), until: z.iso.date() }).optional(),
  plan: z.object({ id: PlanId, from: z.iso.datetime() }).describe('the plan that draws the grid, and since when'),
});
export type ResponsibleGrid = z.output<typeof ResponsibleGrid>;

const Near = z.array(z.object({ grid: GridCode, metres: z.number().describe('to its border') }));

export const responsibleRoutes = contract({
  responsible: {
    method: 'GET',
    path: '/divisions/{division}/responsible',
    summary:
      'Who is responsible here: by point (lng and lat, WGS84), by a grid code, or by the name of a building or an address. Close to a border (15 m) both sides are told.',
    who: 'responsible.read',
    params: z.object({ division: DivisionCode }),
    query: z.strictObject({
      lng: z.coerce.number().min(-180).max(180).optional(),
      lat: z.coerce.number().min(-85).max(85).optional(),
      grid: GridCode.optional(),
      text: z.string().trim().normalize().min(1).max(100).optional(),
    }),
    ok: z.object({
      kind: z
        .enum(['grid', 'border', 'several', 'none'])
        .describe('border: the first answers, the others are within 15 m; several: the name stands in several grids'),
      answers: z.array(
        ResponsibleGrid.extend({ metres: z.number().optional().describe('to the border of this grid') }),
      ),
    }),
    refusals: ['no-such-division', 'question-missing'],
  },
  responsibleBatch: {
    method: 'POST',
    path: '/divisions/{division}/responsible',
    summary: 'Who is responsible at up to 10,000 points; nothing is stored.',
    who: 'responsible.read',
    params: z.object({ division: DivisionCode }),
    body: z.strictObject({
      points: z
        .array(z.tuple([Lng, Lat]))
        .min(1)
        .max(10_000)
        .describe('lng, lat in WGS84'),
    }),
    large: true,
    ok: z.object({
      answers: z
        .array(z.object({ grid: GridCode.optional(), others: Near.optional() }))
        .describe('in the order of the points; no grid where nobody is'),
      grids: z.array(ResponsibleGrid).describe('each grid that is named, once'),
    }),
    refusals: ['no-such-division'],
  },
});
