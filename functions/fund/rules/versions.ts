import { refuse } from '../../http/refusal.ts';
import type { Rules } from './contract.ts';

/** The version that holds on a day: the latest that began by then. @throws Refusal 'no-rules-yet' */
export function rulesOn(versions: readonly Rules[], day: string): Rules {
  const begun = versions.filter(({ from }) => from <= day);
  return begun.toSorted((a, b) => a.version - b.version).at(-1) ?? refuse('no-rules-yet', '#/day', { day });
}

/** The version that a grant was approved under, whatever came later. @throws Refusal 'no-such-rules' */
export function rulesOfVersion(versions: readonly Rules[], version: number): Rules {
  return versions.find((rules) => rules.version === version) ?? refuse('no-such-rules', '#/version', { version });
}

/**
 * Adds a version: the next number, beginning today or later and not before the version in force began.
 * @throws Refusal 'version-out-of-order', 'rules-in-the-past'
 */
export function withVersion(versions: readonly Rules[], next: Rules, today: string): Rules[] {
  const last = versions.toSorted((a, b) => a.version - b.version).at(-1);
  if (next.version !== (last?.version ?? 0) + 1)
    refuse('version-out-of-order', '#/version', { next: (last?.version ?? 0) + 1 });
  if (next.from < today || (last && next.from < last.from)) refuse('rules-in-the-past', '#/from', { today });
  return [...versions, next];
}
