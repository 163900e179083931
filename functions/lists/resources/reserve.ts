import { refuse } from '../../http/refusal.ts';
import type { Capacity } from './contract.ts';

/** What is reserved of a resource in one period. */
export interface Usage {
  readonly reserved: number;
  /** 0 before the first reservation. */
  readonly version: number;
}

/** What may still be promised; never below 0, also after a capacity was lowered. */
export const leftOf = (capacity: Capacity, reserved: number): number => Math.max(0, capacity.amount - reserved);

/**
 * The usage after a reservation.
 * @throws Refusal 'capacity-taken' with what is left
 */
export function reserve(usage: Usage, capacity: Capacity, amount: number, facts: { resource: string; period: string }) {
  const left = leftOf(capacity, usage.reserved);
  if (amount > left) refuse('capacity-taken', '#/resources', { ...facts, left });
  return { reserved: usage.reserved + amount, version: usage.version + 1 };
}

/** The usage after a reservation is given back. */
export const release = (usage: Usage, amount: number): Usage => ({
  reserved: Math.max(0, usage.reserved - amount),
  version: usage.version + 1,
});
