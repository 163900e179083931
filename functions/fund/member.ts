import type { Caller } from '../http/policy.ts';
import { refuse } from '../http/refusal.ts';

/**
 * The caller, when they may act on this fund: a committee member's token names the fund by its division's code, and opens
 * no other fund, though its division may lie below the member's.
 * @throws Refusal 'unauthenticated', 'forbidden'
 */
export function committeeOf(caller: Caller | undefined, fund: string): Caller {
  if (!caller) return refuse('unauthenticated');
  const bound = caller.roles.every((role) => role === 'fund-committee');
  if (bound && caller.fund?.replace(/\D/g, '') !== fund.replace(/\D/g, '')) refuse('forbidden');
  return caller;
}
