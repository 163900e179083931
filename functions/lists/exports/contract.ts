import * as z from 'zod';
import { exportRow } from '../../exports/contract.ts';
import { DivisionCode } from '../../grids/divisions/contract.ts';
import { contract } from '../../http/route.ts';

const ofDivision = {
  path: '/divisions/{division}',
  params: z.object({ division: DivisionCode }),
  refusals: ['no-such-division'],
} as const;

export const listExports = contract({
  exportDemands: exportRow('demands', {
    ...ofDivision,
    who: 'demands.read',
    summary: "The demands of a division's communities, without contact data.",
  }),
  exportResources: exportRow('resources', {
    ...ofDivision,
    who: 'resources.read',
    summary: 'The resources that serve a division, those withdrawn among them.',
  }),
  exportProjects: exportRow('projects', {
    ...ofDivision,
    who: 'projects.read',
    summary:
      "The projects of a division's communities with their course, newest first; `modifiedSince` looks at the steps of the course.",
  }),
});
