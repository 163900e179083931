import { categories } from '../demands/names.ts';
import type { Demand, DemandState } from '../demands/contract.ts';
import type { Category } from '../categories/contract.ts';
import type { Report } from './write.ts';

/** The twelve categories as GeoReport services. */
export const services = (): Report[] =>
  (Object.entries(categories) as [Category, { zh: string; en: string }][]).map(([code, { zh, en }]) => ({
    service_code: code,
    service_name: zh,
    description: en,
    metadata: false,
    type: 'realtime',
    keywords: `${zh},${en}`,
    group: '需求',
  }));

const openStates: readonly DemandState[] = [
  'submitted',
  'listed',
  'assigned',
  'contacted',
  'established',
  'in-progress',
];

export const statusOf = ({ state }: Demand): 'open' | 'closed' => (openStates.includes(state) ? 'open' : 'closed');

/** A request's id says its community too, so that it is found wherever it is asked for. */
export const requestIdOf = ({ community, id }: Demand): string => `${community}-${id}`;

/**
 * A demand as a GeoReport request: the public title stands for the resident's own words, which are never handed on; the
 * responsible unit is the agency, the deadline of the next step what is expected.
 */
export function reportOf(demand: Demand): Report {
  const { category, title, lead, grid, place, history, submittedAt, deadline, state } = demand;
  return {
    service_request_id: requestIdOf(demand),
    status: statusOf(demand),
    status_notes: state,
    service_code: category ?? 'service',
    service_name: categories[category ?? 'service'].zh,
    description: title ?? null,
    agency_responsible: lead ?? null,
    service_notice: null,
    requested_datetime: submittedAt,
    updated_datetime: history.at(-1)?.at ?? submittedAt,
    expected_datetime: deadline === undefined ? null : `${deadline}T23:59:59+08:00`,
    address: place ?? null,
    address_id: grid ?? demand.community,
    zipcode: null,
    lat: null,
    long: null,
    media_url: null,
  };
}
