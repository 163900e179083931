import { shanghaiDay } from '../../calendar/day.ts';
import { refuse } from '../../http/refusal.ts';
import type { Part, Renovation, RenovationDraft, RenovationState, RenovationTransition } from './contract.ts';

/** So many steps a renovation's record holds. */
export const MOST_STEPS = 200;

type Need = 'evidence' | 'note' | 'consents' | 'grants';

/** The course of a renovation: the one list of its states and steps. */
export const renovationRows = [
  { from: ['planned'], transition: 'revise', to: 'planned', needs: [] },
  { from: ['planned'], transition: 'consent', to: 'planned', needs: [] },
  { from: ['planned'], transition: 'agree', to: 'agreed', needs: ['evidence', 'consents', 'grants'] },
  { from: ['agreed'], transition: 'start', to: 'under-way', needs: [] },
  { from: ['under-way'], transition: 'report', to: 'under-way', needs: ['note'] },
  { from: ['under-way'], transition: 'complete', to: 'done', needs: ['evidence'] },
  { from: ['planned', 'agreed', 'under-way'], transition: 'cancel', to: 'cancelled', needs: ['note'] },
] as const satisfies readonly {
  from: readonly RenovationState[];
  transition: RenovationTransition;
  to: RenovationState;
  needs: readonly Need[];
}[];

export interface Act {
  /** UTC instant. */
  readonly at: string;
  readonly by: string;
  readonly note?: string | undefined;
  /** SHA-256 of a paper, hex. */
  readonly evidence?: string | undefined;
  /** Fen that a fund awarded, by application; looked up by the caller. */
  readonly awards?: ReadonlyMap<string, number>;
}

/** The steps beside plans and consents that a state allows. */
export const stepsFrom = (state: RenovationState): RenovationTransition[] => {
  const rows: readonly { from: readonly RenovationState[]; transition: RenovationTransition }[] = renovationRows;
  return rows.filter(({ from }) => from.includes(state)).map(({ transition }) => transition);
};

/**
 * Do the works and the parts add up to the budget, and does each payer stand once?
 * @throws Refusal 'works-differ', 'parts-differ', 'part-twice'
 */
export function judgeDraft({ works, budget, parts }: RenovationDraft): void {
  if (sumOf(works) !== budget) refuse('works-differ', '#/works', { sum: sumOf(works), budget });
  if (sumOf(parts) !== budget) refuse('parts-differ', '#/parts', { sum: sumOf(parts), budget });
  const payers = parts.map(payerOf);
  const twice = payers.findIndex((payer, i) => payers.indexOf(payer) < i);
  if (twice >= 0) refuse('part-twice', `#/parts/${twice}`);
}

const sumOf = (lines: readonly { readonly amount: number }[]): number =>
  lines.reduce((sum, { amount }) => sum + amount, 0);

const payerOf = (part: Part): string =>
  part.by === 'unit' ? `unit ${part.unit}` : part.by === 'fund' ? `fund ${part.application}` : part.by;

/** A new renovation. @throws Refusal as `judgeDraft` does */
export function planned(
  draft: RenovationDraft,
  place: Pick<Renovation, 'id' | 'community' | 'compound'>,
  { at, by }: Act,
): Renovation {
  judgeDraft(draft);
  const first = { transition: 'plan', to: 'planned', at, by } as const;
  return { ...draft, ...place, state: 'planned', consents: [], history: [first], version: 1 };
}

/** Planned anew: a consent stands where the unit's share does. @throws Refusal as `judgeDraft` and `step` do */
export function revise(renovation: Renovation, draft: RenovationDraft, act: Act): Renovation {
  const next = step(renovation, 'revise', act);
  judgeDraft(draft);
  const consents = renovation.consents.filter(({ unit }) => shareOf(draft, unit) === shareOf(renovation, unit));
  return { ...next, ...draft, consents };
}

/** Fen of a unit's share; undefined where it has none. */
export const shareOf = ({ parts }: Pick<RenovationDraft, 'parts'>, unit: string): number | undefined =>
  parts.find((part) => part.by === 'unit' && part.unit === unit)?.amount;

/** The units that have not consented to their shares. */
export const unconsented = ({ parts, consents }: Pick<Renovation, 'parts' | 'consents'>): string[] =>
  parts.flatMap((part) => (part.by === 'unit' && !consents.some(({ unit }) => unit === part.unit) ? [part.unit] : []));

/**
 * A unit consents to its share as it stands.
 * @throws Refusal 'renovation-step-forbidden', 'share-unknown', 'consent-given', 'record-full'
 */
export function consent(
  renovation: Renovation,
  {
    unit,
    amount,
    document,
  }: { readonly unit: string; readonly amount: number; readonly document?: string | undefined },
  act: Act,
): Renovation {
  const next = step(renovation, 'consent', act, unit);
  if (shareOf(renovation, unit) !== amount) refuse('share-unknown', '#/amount', { unit });
  if (!unconsented(renovation).includes(unit)) refuse('consent-given', '#/unit', { unit });
  const given = { unit, on: shanghaiDay(act.at), ...(document !== undefined && { document }) };
  return { ...next, consents: [...renovation.consents, given] };
}

/**
 * One step of a renovation: the record after it, with the step in its history.
 * @throws Refusal 'renovation-step-forbidden', 'evidence-missing', 'reason-missing', 'consents-missing', 'grant-differs',
 *   'record-full'
 */
export function step(renovation: Renovation, transition: RenovationTransition, act: Act, unit?: string): Renovation {
  const { state, history } = renovation;
  const row = renovationRows.find((each) => {
    const from: readonly RenovationState[] = each.from;
    return each.transition === transition && from.includes(state);
  });
  if (!row) return refuse('renovation-step-forbidden', undefined, { state, transition });
  for (const need of row.needs) needs[need](renovation, act);
  if (history.length >= MOST_STEPS) refuse('record-full', undefined, { most: MOST_STEPS });
  const { at, by, note, evidence } = act;
  const told = {
    ...(unit !== undefined && { unit }),
    ...(note !== undefined && { note }),
    ...(evidence !== undefined && { evidence }),
  };
  return {
    ...renovation,
    state: row.to,
    history: [...history, { transition, to: row.to, at, by, ...told }],
    version: renovation.version + 1,
  };
}

/** What the rows ask for, each refusing by its name. */
const needs: Record<Need, (renovation: Renovation, act: Act) => void> = {
  evidence: (_, { evidence }) => {
    if (evidence === undefined) refuse('evidence-missing', '#/evidence');
  },
  note: (_, { note }) => {
    if (note === undefined) refuse('reason-missing', '#/note');
  },
  consents: (renovation) => {
    const missing = unconsented(renovation);
    if (missing.length > 0) refuse('consents-missing', undefined, { units: missing.join(', ') });
  },
  grants: ({ parts }, { awards }) => {
    for (const part of parts)
      if (part.by === 'fund' && awards?.get(part.application) !== part.amount)
        refuse('grant-differs', undefined, { application: part.application });
  },
};
