import * as z from 'zod';
import { exportRow } from '../../exports/contract.ts';
import { contract } from '../../http/route.ts';
import { CountyCode, DivisionCode } from '../divisions/contract.ts';

const ofDivision = {
  path: '/divisions/{division}',
  params: z.object({ division: DivisionCode }),
  refusals: ['no-such-division'],
} as const;

export const gridExports = contract({
  exportUnits: exportRow('units', {
    path: '/counties/{division}',
    params: z.object({ division: CountyCode }),
    refusals: ['no-such-division'],
    who: 'units.read',
    summary: 'The units of a county; the register changes as a whole, so `modifiedSince` gives all of it or nothing.',
  }),
  exportBuildings: exportRow('buildings', {
    ...ofDivision,
    who: 'buildings.read',
    summary:
      "The buildings of a division's communities, without their polygons; a community's buildings change as a whole.",
  }),
  exportGrids: exportRow('grids', {
    ...ofDivision,
    who: 'plans.read',
    summary: "The grids in force of a division's communities.",
  }),
  exportMeetings: exportRow('meetings', {
    ...ofDivision,
    who: 'meetings.read',
    summary:
      'The joint meetings that the division called, newest first; none knows its last change, so `modifiedSince` gives all.',
  }),
});
