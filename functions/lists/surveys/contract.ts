import * as z from 'zod';
import { Day } from '../../calendar/contract.ts';
import { DivisionCode, Name } from '../../grids/divisions/contract.ts';
import { contract } from '../../http/route.ts';
import { ResourceDraft, ResourceId, Text } from '../resources/contract.ts';

export const SurveyId = z
  .string()
  .regex(/^s-[0-9a-z]{26}$/)
  .meta({ examples: ['s-01jd3z8k6q4v5w7x9y0abcdefg'] });

const UnitId = z.string().min(1).max(32);

/** A survey asks units what they can give; most counties hold two a year. */
export const Survey = z.object({
  id: SurveyId,
  division: DivisionCode.describe('who asks'),
  title: Name,
  from: Day,
  until: Day,
  units: z.array(z.object({ id: UnitId, name: Name })),
  reminded: z.array(Day).describe('days on which the units that had not answered were reminded'),
  closedAt: z.iso.datetime().optional(),
  version: z.int().min(1),
});
export type Survey = z.output<typeof Survey>;

export const SurveyAnswer = z.object({
  unit: UnitId,
  resources: z.array(ResourceId),
  none: z.string().optional().describe('why the unit has nothing to offer'),
  at: z.iso.datetime(),
  version: z.int().min(1),
});
export type SurveyAnswer = z.output<typeof SurveyAnswer>;

export const SurveyProgress = z.object({
  asked: z.int(),
  answered: z.int(),
  offered: z.int().describe('resources'),
  nothing: z.int().describe('units that have nothing to offer'),
});

export const SurveyFile = Survey.extend({
  progress: SurveyProgress,
  answers: z.array(SurveyAnswer),
  missing: z.array(z.object({ id: UnitId, name: Name })).describe('units that have not answered'),
});

const place = z.object({ division: DivisionCode });
const one = place.extend({ survey: SurveyId });
const none = ['no-such-survey'] as const;

export const surveys = contract({
  openSurvey: {
    method: 'POST',
    path: '/divisions/{division}/surveys',
    summary: "Asks units what they can give: all of the county's register, or those named.",
    who: 'surveys.run',
    params: place,
    body: z.strictObject({
      title: Name,
      from: Day,
      until: Day,
      units: z.array(UnitId).min(1).max(1000).optional(),
    }),
    ok: Survey,
    status: 201,
    creates: true,
    refusals: ['no-such-division', 'survey-reversed', 'no-units', 'unit-unknown', 'too-many-units-asked'],
  },
  surveys: {
    method: 'GET',
    path: '/divisions/{division}/surveys',
    summary: 'The surveys that concern a division, newest first, with their progress.',
    who: 'resources.read',
    params: place,
    query: z.strictObject({
      limit: z.coerce.number().int().min(1).max(50).default(20),
      cursor: z.string().max(1000).optional(),
    }),
    ok: z.object({
      items: z.array(Survey.omit({ units: true }).extend({ progress: SurveyProgress })),
      next: z.string().optional(),
    }),
    refusals: ['no-such-division', 'cursor-invalid'],
  },
  survey: {
    method: 'GET',
    path: '/divisions/{division}/surveys/{survey}',
    summary: 'A survey with who answered what and who has not.',
    who: 'resources.read',
    params: one,
    ok: SurveyFile,
    refusals: none,
  },
  answerSurvey: {
    method: 'POST',
    path: '/divisions/{division}/surveys/{survey}/answers',
    summary: 'A unit answers: with resources that wait to be verified, or with why it has none. A later answer adds.',
    who: 'resources.offer',
    params: one,
    body: z.strictObject({
      unit: UnitId,
      resources: z
        .array(ResourceDraft.omit({ unit: true }))
        .max(20)
        .default([]),
      none: Text(300).optional(),
    }),
    ok: SurveyAnswer,
    status: 201,
    creates: true,
    refusals: [
      ...none,
      'not-your-unit',
      'survey-over',
      'unit-not-asked',
      'answer-empty',
      'too-many-resources',
      'serves-elsewhere',
      'hours-reversed',
      'validity-reversed',
      'venue-facts',
      'room-twice',
    ],
  },
  remindSurvey: {
    method: 'POST',
    path: '/divisions/{division}/surveys/{survey}/remind',
    summary: 'Notes that the units which have not answered were reminded today; the answer names them.',
    who: 'surveys.run',
    params: one,
    ok: SurveyFile,
    changes: true,
    refusals: [...none, 'survey-over'],
  },
  closeSurvey: {
    method: 'POST',
    path: '/divisions/{division}/surveys/{survey}/close',
    summary: 'Ends a survey.',
    who: 'surveys.run',
    params: one,
    ok: SurveyFile,
    changes: true,
    refusals: [...none, 'survey-over'],
  },
});
