import * as z from 'zod';
import { DivisionCode } from '../../grids/divisions/contract.ts';
import { contract } from '../../http/route.ts';

const jurisdiction = { division: DivisionCode.describe('the jurisdiction: requests are those of its communities') };
const Extension = '(json|xml)';
const file = (names: string, example: string) =>
  z
    .string()
    .regex(new RegExp(`^(${names})\\.${Extension}$`))
    .meta({ examples: [example] });

/** GeoReport v2, errors. */
export const GeoReportErrors = z.array(
  z.object({
    code: z.int().describe('the status'),
    description: z.string().describe('the name of the refusal, a colon and its sentence'),
  }),
);

const answer = {
  answers: ['application/json', 'application/xml'],
  ok: z.string().describe('GeoReport v2, as the extension asks'),
  problems: GeoReportErrors,
} as const;
const Whole = '\\d{12}-[0-9a-hjkmnp-tv-z]{26}';
const instant = z.iso.datetime({ offset: true }).optional();

/** GeoReport v2 over demands. The bearer token stands for the api_key, which is taken and not looked at. */
export const open311 = contract({
  open311Lists: {
    method: 'GET',
    path: '/open311/{division}/{file}',
    summary:
      'Open311 GeoReport v2: discovery, services or requests, as .json or .xml. Requests go back 90 days from `end_date` at most.',
    who: 'demands.read',
    params: z.object({ ...jurisdiction, file: file('discovery|services|requests', 'requests.json') }),
    query: z.strictObject({
      jurisdiction_id: z.string().max(60).optional().describe('taken; the path says it'),
      api_key: z.string().max(4000).optional(),
      service_request_id: z.string().max(1000).optional().describe('ids with commas between, 20 at most'),
      service_code: z.string().max(300).optional().describe('codes with commas between'),
      start_date: instant,
      end_date: instant,
      status: z.string().max(20).optional().describe('open, closed, or both with a comma between'),
      page: z.coerce.number().int().min(1).max(1000).default(1),
      page_size: z.coerce.number().int().min(1).max(200).default(50),
    }),
    ...answer,
    refusals: ['no-such-division'],
  },
  open311Service: {
    method: 'GET',
    path: '/open311/{division}/services/{file}',
    summary: 'The attributes of a GeoReport service: none is asked for.',
    who: 'demands.read',
    params: z.object({ ...jurisdiction, file: file('[a-z-]{1,20}', 'repair.json') }),
    ...answer,
    refusals: ['no-such-division', 'no-such-service'],
  },
  open311Request: {
    method: 'GET',
    path: '/open311/{division}/requests/{file}',
    summary: 'One GeoReport request.',
    who: 'demands.read',
    params: z.object({ ...jurisdiction, file: file(Whole, '500229001002-01jd3z8k6q4v5w7x9y0abcdefg.json') }),
    ...answer,
    refusals: ['no-such-demand'],
  },
  open311Token: {
    method: 'GET',
    path: '/open311/{division}/tokens/{file}',
    summary: 'The request of a token: ours are told at once, so a token is the request id itself.',
    who: 'demands.read',
    params: z.object({ ...jurisdiction, file: file(Whole, '500229001002-01jd3z8k6q4v5w7x9y0abcdefg.json') }),
    ...answer,
    refusals: ['no-such-demand'],
  },
  open311Submit: {
    method: 'POST',
    path: '/open311/{division}/{file}',
    summary:
      'A GeoReport request becomes a demand: form fields service_code, description, and lat with long, or address_id (a grid or a community), or address_string.',
    who: 'demands.record',
    params: z.object({ ...jurisdiction, file: file('requests', 'requests.json') }),
    upload: ['application/x-www-form-urlencoded'],
    ...answer,
    status: 201,
    creates: true,
    refusals: [
      'no-such-division',
      'no-such-service',
      'report-incomplete',
      'place-unknown',
      'place-in-several-grids',
      'point-outside',
    ],
  },
});
