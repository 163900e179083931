import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Part, Renovation, type RenovationDraft } from '../../../../functions/grids/compounds/contract.ts';
import {
  consent,
  judgeDraft,
  MOST_STEPS,
  planned,
  renovationRows,
  revise,
  step,
  unconsented,
} from '../../../../functions/grids/compounds/renovation.ts';
import { refusal } from '../../fund/book.ts';

const place = { id: 'renovation-one', community: '500229001004', compound: 'compound-river' };
const act = { at: '2026-10-01T02:00:00.000Z', by: 'secretary' };
const evidence = 'ab'.repeat(32);
const draft: RenovationDraft = {
  title: '下水改造',
  works: [
    { item: '管道', amount: 7_000 },
    { item: '路面恢复', amount: 3_000 },
  ],
  budget: 10_000,
  parts: [
    { by: 'unit', unit: 'U05', amount: 4_000 },
    { by: 'unit', unit: 'U08', amount: 2_000 },
    { by: 'fund', fund: 'fund-500229-001-004', application: 'app-a', amount: 3_000 },
    { by: 'residents', amount: 1_000 },
  ],
};
const awards = new Map([['app-a', 3_000]]);
const consented = (renovation: Renovation): Renovation =>
  consent(
    consent(renovation, { unit: 'U05', amount: 4_000 }, act),
    { unit: 'U08', amount: 2_000, document: evidence },
    act,
  );

test('works and parts add up to the budget, to the fen, and each payer stands once', () => {
  const said = (change: Partial<RenovationDraft>) => refusal(() => judgeDraft({ ...draft, ...change }));
  expect(said({})).toBe('accepted');
  expect(said({ works: [{ item: '管道', amount: 9_999 }] })).toBe('works-differ');
  expect(said({ parts: [...draft.parts.slice(1), { by: 'unit', unit: 'U05', amount: 4_001 }] })).toBe('parts-differ');
  expect(said({ parts: [...draft.parts.slice(0, 3), { by: 'unit', unit: 'U05', amount: 1_000 }] })).toBe('part-twice');
});

test('it is agreed once every unit consented and the fund granted its part, with the paper; then it is done and accepted', () => {
  const first = planned(draft, place, act);
  expect(refusal(() => step(first, 'agree', { ...act, awards }))).toBe('evidence-missing');
  expect(refusal(() => step(first, 'agree', { ...act, evidence, awards }))).toBe('consents-missing');
  const all = consented(first);
  expect(refusal(() => step(all, 'agree', { ...act, evidence }))).toBe('grant-differs');
  expect(refusal(() => step(all, 'agree', { ...act, evidence, awards: new Map([['app-a', 2_999]]) }))).toBe(
    'grant-differs',
  );
  const agreed = step(all, 'agree', { ...act, evidence, awards });
  expect(refusal(() => revise(agreed, draft, act))).toBe('renovation-step-forbidden');
  const begun = step(agreed, 'start', act);
  expect(refusal(() => step(begun, 'report', act))).toBe('reason-missing');
  const told = step(begun, 'report', { ...act, note: '管道已换完' });
  expect(refusal(() => step(told, 'complete', act))).toBe('evidence-missing');
  const done = step(told, 'complete', { ...act, evidence });
  expect([done.state, done.version]).toEqual(['done', 7]);
  expect(refusal(() => step(done, 'cancel', { ...act, note: '不做了' }))).toBe('renovation-step-forbidden');
});

test('a consent is to a share: another amount is refused, and who is asked for more is asked again', () => {
  const first = planned(draft, place, act);
  expect(refusal(() => consent(first, { unit: 'U05', amount: 3_999 }, act))).toBe('share-unknown');
  expect(refusal(() => consent(first, { unit: 'U01', amount: 4_000 }, act))).toBe('share-unknown');
  const all = consented(first);
  expect(refusal(() => consent(all, { unit: 'U05', amount: 4_000 }, act))).toBe('consent-given');
  const parts: Part[] = [
    { by: 'unit', unit: 'U05', amount: 5_000 },
    { by: 'unit', unit: 'U08', amount: 2_000 },
    { by: 'subsidy', amount: 3_000 },
  ];
  const again = revise(all, { ...draft, parts }, act);
  expect(unconsented(again)).toEqual(['U05']);
  expect(again.history.map(({ transition }) => transition)).toEqual(['plan', 'consent', 'consent', 'revise']);
});

test('a record has an end', () => {
  const full = {
    ...planned(draft, place, act),
    history: Array.from({ length: MOST_STEPS }, () => ({
      ...({ transition: 'plan', to: 'planned' } as const),
      ...act,
    })),
  };
  expect(refusal(() => consent(full, { unit: 'U05', amount: 4_000 }, act))).toBe('record-full');
});

test('whatever is tried in whatever order: sums hold, nothing is agreed without consent, and history only grows', () => {
  const units = ['U01', 'U02', 'U03'] as const;
  const drafts = fc
    .uniqueArray(fc.tuple(fc.constantFrom(...units), fc.integer({ min: 1, max: 500 })), {
      minLength: 1,
      maxLength: 3,
      selector: ([unit]) => unit,
    })
    .map((shares) => {
      const budget = shares.reduce((sum, [, amount]) => sum + amount, 0);
      const parts = shares.map(([unit, amount]) => ({ by: 'unit', unit, amount }) as const);
      return { title: '改造', works: [{ item: '工程', amount: budget }], budget, parts };
    });
  const moves = fc.array(
    fc.oneof(
      fc.record({ kind: fc.constant('revise' as const), draft: drafts }),
      fc.record({ kind: fc.constant('consent' as const), unit: fc.constantFrom(...units) }),
      fc.record({
        kind: fc.constantFrom(
          ...renovationRows
            .map(({ transition }) => transition)
            .filter((name) => name !== 'revise' && name !== 'consent'),
        ),
        given: fc.record({ note: fc.constant('进展'), evidence: fc.constant(evidence) }, { requiredKeys: [] }),
      }),
    ),
    { maxLength: 25 },
  );
  fc.assert(
    fc.property(drafts, moves, (start, tried) => {
      let now = planned(start, place, act);
      for (const move of tried) {
        const before = now;
        const share =
          'unit' in move ? before.parts.find((part) => part.by === 'unit' && part.unit === move.unit) : undefined;
        refusal(() => {
          if ('draft' in move) now = revise(before, move.draft, act);
          else if ('unit' in move) now = consent(before, { unit: move.unit, amount: share?.amount ?? 1 }, act);
          else now = step(before, move.kind, { ...act, ...move.given });
        });
        expect(now.history.slice(0, before.history.length)).toEqual(before.history);
        expect(now.parts.reduce((sum, { amount }) => sum + amount, 0)).toBe(now.budget);
        expect(now.works.reduce((sum, { amount }) => sum + amount, 0)).toBe(now.budget);
        if (!['planned', 'cancelled'].includes(now.state)) expect(unconsented(now)).toEqual([]);
        if (before.state === 'done' || before.state === 'cancelled') expect(now).toBe(before);
      }
      expect(Renovation.parse(now)).toEqual(now);
    }),
  );
});
