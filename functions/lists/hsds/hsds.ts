import { shanghaiDay } from '../../calendar/day.ts';
import type { County } from '../../grids/divisions/contract.ts';
import { nameOf } from '../resources/area.ts';
import { categories } from '../demands/names.ts';
import type { Resource } from '../resources/contract.ts';
import { leftOf } from '../resources/reserve.ts';
import type { HsdsOrganization, HsdsService } from './contract.ts';
import { uuidOf } from './uuid.ts';

const DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;

/**
 * A resource as an HSDS 3.1 service. What it is, when, where and for whom has its standard place; when its facts changed
 * and when staff verified them stay apart.
 * @param reserved of its capacity in the period of today
 * Source: Open Referral Human Services Data Specification 3.1
 */
export async function serviceOf(
  county: County,
  resource: Resource,
  reserved: number,
  now: string,
): Promise<HsdsService> {
  const id = (...parts: string[]): Promise<string> => uuidOf(county.code, ...parts);
  const own = (...parts: string[]): Promise<string> => id('service', resource.id, ...parts);
  const { title, description, audience, phone, place, verifiedAt, updatedAt, category } = resource;
  const term = {
    id: await uuidOf('category', category),
    code: category,
    name: categories[category].zh,
    description: categories[category].zh,
  };
  return {
    id: await own(),
    name: title,
    description,
    status: 'active',
    organization: await organizationOf(county, resource),
    alternate_name: resource.id,
    ...(audience && { eligibility_description: audience }),
    ...(verifiedAt && { assured_date: shanghaiDay(verifiedAt) }),
    last_modified: updatedAt,
    ...(phone && { phones: [{ id: await own('phone'), number: phone }] }),
    ...(resource.hours && { schedules: await schedulesOf(resource, resource.hours, own) }),
    service_areas: await Promise.all(
      resource.serves.map(async (code) => ({
        id: await own('area', code),
        name: nameOf(county, code) ?? code,
        extent: code,
        extent_type: 'text' as const,
      })),
    ),
    ...(place && { service_at_locations: [await locationOf(place, own)] }),
    attributes: [
      { id: await own('attribute'), link_type: 'taxonomy_term', link_entity: 'service', taxonomy_term: term },
    ],
    ...(resource.capacity && { capacities: [await capacityOf(resource.capacity, reserved, now, own)] }),
  };
}

type Ids = (...parts: string[]) => Promise<string>;

/** The unit that offers a resource. */
export async function organizationOf(county: County, { unit }: Resource): Promise<HsdsOrganization> {
  return {
    id: await uuidOf(county.code, 'organization', unit.id ?? unit.name),
    name: unit.name,
    description: unit.name,
  };
}

const schedulesOf = (
  { validFrom, validUntil }: Resource,
  hours: NonNullable<Resource['hours']>,
  own: Ids,
): Promise<NonNullable<HsdsService['schedules']>> =>
  Promise.all(
    hours.map(async ({ days, from, until }, i) => ({
      id: await own('schedule', String(i)),
      freq: 'WEEKLY' as const,
      byday: days.map((day) => DAYS[day - 1]).join(','),
      opens_at: from,
      closes_at: until,
      ...(validFrom && { valid_from: validFrom }),
      ...(validUntil && { valid_to: validUntil }),
    })),
  );

const locationOf = async ({ address, lng, lat }: NonNullable<Resource['place']>, own: Ids) => ({
  id: await own('at'),
  location: {
    id: await own('location'),
    location_type: 'physical' as const,
    name: address,
    ...(lat !== undefined && { latitude: lat }),
    ...(lng !== undefined && { longitude: lng }),
  },
});

async function capacityOf(capacity: NonNullable<Resource['capacity']>, reserved: number, now: string, own: Ids) {
  const name = `${capacity.of ?? '次'} / ${capacity.period}`;
  return {
    id: await own('capacity'),
    unit: { id: await uuidOf('unit', name), name, description: name },
    available: leftOf(capacity, reserved),
    maximum: capacity.amount,
    updated: now,
  };
}
