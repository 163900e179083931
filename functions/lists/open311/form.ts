import { refuse } from '../../http/refusal.ts';
import { ContactGiven } from '../demands/contract.ts';
import { Category } from '../categories/contract.ts';

/** A GeoReport request as it comes in. */
export interface Given {
  readonly category: Category;
  readonly text: string;
  readonly point?: readonly [number, number];
  readonly addressId?: string;
  readonly address?: string;
  readonly contact?: ContactGiven;
}

/**
 * Reads the form of a GeoReport request.
 * @throws Refusal 'no-such-service', 'report-incomplete' naming the field
 */
export function readForm(text: string): Given {
  const form = new URLSearchParams(text);
  const field = (name: string, most: number): string => (form.get(name) ?? '').normalize().trim().slice(0, most);
  const category = Category.safeParse(field('service_code', 40));
  if (!category.success) return refuse('no-such-service');
  const description = field('description', 4000);
  if (description === '') return refuse('report-incomplete', undefined, { field: 'description' });
  const [lat, long] = [field('lat', 30), field('long', 30)];
  const [addressId, address] = [field('address_id', 15), field('address_string', 80)];
  const point = lat !== '' && long !== '' ? pointOf(Number(lat), Number(long)) : undefined;
  if (!point && addressId === '' && address === '')
    return refuse('report-incomplete', undefined, { field: 'lat, long' });
  const contact = contactOf(`${field('last_name', 20)}${field('first_name', 20)}`, field('phone', 20));
  return {
    category: category.data,
    text: description,
    ...(point && { point }),
    ...(addressId && { addressId }),
    ...(address && { address }),
    ...(contact && { contact }),
  };
}

const pointOf = (lat: number, long: number): readonly [number, number] =>
  Math.abs(lat) <= 85 && Math.abs(long) <= 180
    ? [long, lat]
    : refuse('report-incomplete', undefined, { field: 'lat, long' });

function contactOf(name: string, phone: string): ContactGiven | undefined {
  if (name === '' && phone === '') return undefined;
  const read = ContactGiven.safeParse({ ...(name && { name }), ...(phone && { phone }) });
  return read.success ? read.data : refuse('report-incomplete', undefined, { field: 'phone' });
}
