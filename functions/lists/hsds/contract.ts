import * as z from 'zod';
import { CountyCode } from '../../grids/divisions/contract.ts';
import { contract } from '../../http/route.ts';

/** HSDS ids are UUIDs: ours are version 5, made of the county's code and the record's id or name. */
const Uuid = z.uuid().meta({ examples: ['2fb5c0a6-0f6f-5d4c-9d3e-0a8a3f6f5a52'] });

export const HsdsOrganization = z.object({ id: Uuid, name: z.string(), description: z.string() });
export type HsdsOrganization = z.output<typeof HsdsOrganization>;

export const HsdsService = z.object({
  id: Uuid,
  name: z.string(),
  description: z.string(),
  status: z.literal('active').describe('only what is listed and valid today is told'),
  organization: HsdsOrganization,
  alternate_name: z.string().describe('our own id of the resource'),
  eligibility_description: z.string().optional(),
  assured_date: z.iso.date().optional().describe('when staff last made sure that it holds'),
  last_modified: z.iso.datetime(),
  phones: z.array(z.object({ id: Uuid, number: z.string() })).optional(),
  schedules: z
    .array(
      z.object({
        id: Uuid,
        freq: z.literal('WEEKLY'),
        byday: z.string(),
        opens_at: z.string(),
        closes_at: z.string(),
        valid_from: z.iso.date().optional(),
        valid_to: z.iso.date().optional(),
      }),
    )
    .optional(),
  service_areas: z.array(z.object({ id: Uuid, name: z.string(), extent: z.string(), extent_type: z.literal('text') })),
  service_at_locations: z
    .array(
      z.object({
        id: Uuid,
        location: z.object({
          id: Uuid,
          location_type: z.literal('physical'),
          name: z.string(),
          latitude: z.number().optional(),
          longitude: z.number().optional(),
        }),
      }),
    )
    .optional(),
  attributes: z.array(
    z.object({
      id: Uuid,
      link_type: z.literal('taxonomy_term'),
      link_entity: z.literal('service'),
      taxonomy_term: z.object({ id: Uuid, code: z.string(), name: z.string(), description: z.string() }),
    }),
  ),
  capacities: z
    .array(
      z.object({
        id: Uuid,
        unit: z.object({ id: Uuid, name: z.string(), description: z.string() }),
        available: z.int(),
        maximum: z.int(),
        updated: z.iso.datetime(),
      }),
    )
    .optional(),
});
export type HsdsService = z.output<typeof HsdsService>;

const pageOf = <S extends z.ZodType>(item: S) =>
  z.object({
    total_items: z.int(),
    total_pages: z.int(),
    page_number: z.int(),
    size: z.int(),
    first_page: z.boolean(),
    last_page: z.boolean(),
    empty: z.boolean(),
    contents: z.array(item),
  });

const paging = {
  page: z.coerce.number().int().min(1).max(10_000).default(1),
  per_page: z.coerce.number().int().min(1).max(200).default(50),
};
const county = z.object({ division: CountyCode });
const one = county.extend({ id: Uuid });
const row = { method: 'GET', who: 'resources.read', params: county, refusals: ['no-such-division'] } as const;

export const hsds = contract({
  hsds: {
    ...row,
    path: '/hsds/{division}',
    summary: 'Open Referral HSDS 3.1: what the API of the county speaks. Its base is this address.',
    ok: z.object({ version: z.literal('3.1.2'), profile: z.url(), openapi_url: z.url() }),
  },
  hsdsServices: {
    ...row,
    path: '/hsds/{division}/services',
    summary: "HSDS services: the county's listed resources, as they stand today.",
    query: z.strictObject({
      search: z.string().trim().max(100).optional().describe('in name, description and organization'),
      taxonomy_term_id: Uuid.optional(),
      organization_id: Uuid.optional(),
      modified_after: z.iso.datetime().optional(),
      minimal: z.stringbool().default(false).describe('true leaves out everything but the required'),
      full: z.stringbool().default(true).describe('taken, and makes no difference: services are told whole'),
      ...paging,
    }),
    ok: pageOf(
      HsdsService.partial().required({ id: true, name: true, description: true, status: true, last_modified: true }),
    ),
  },
  hsdsService: {
    ...row,
    path: '/hsds/{division}/services/{id}',
    summary: 'One HSDS service.',
    params: one,
    ok: HsdsService,
    refusals: ['no-such-division', 'no-such-resource'],
  },
  hsdsOrganizations: {
    ...row,
    path: '/hsds/{division}/organizations',
    summary: 'HSDS organizations: the units that offer a listed resource.',
    query: z.strictObject({ search: z.string().trim().max(100).optional(), ...paging }),
    ok: pageOf(HsdsOrganization),
  },
  hsdsOrganization: {
    ...row,
    path: '/hsds/{division}/organizations/{id}',
    summary: 'One HSDS organization.',
    params: one,
    ok: HsdsOrganization,
    refusals: ['no-such-division', 'no-such-organization'],
  },
});
