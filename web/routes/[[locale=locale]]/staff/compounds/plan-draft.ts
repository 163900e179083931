import type { Part, Renovation, RenovationDraft } from '../../../../../functions/grids/compounds/contract.ts';
import { fenOf, lineOf } from '../../../../fund/fen.ts';

/** A renovation's plan as it is written: a line each, amounts in yuan. */
export interface PlanDraft {
  title: string;
  works: string;
  units: string;
  residents: string;
  subsidy: string;
  application: string;
  fund: string;
}

const yuan = (fen: number): string => (fen / 100).toFixed(2).replace(/\.00$/, '');

/** What stands in a renovation, to be written on. */
export function writtenOf(renovation: Renovation | undefined, names: ReadonlyMap<string, string>): PlanDraft {
  const amountBy = (by: Part['by']) => {
    const part = renovation?.parts.find((each) => each.by === by);
    return part ? yuan(part.amount) : '';
  };
  const granted = renovation?.parts.find((part) => part.by === 'fund');
  const shares = (renovation?.parts ?? []).flatMap((part) =>
    part.by === 'unit' ? [`${names.get(part.unit) ?? part.unit} ${yuan(part.amount)}`] : [],
  );
  return {
    title: renovation?.title ?? '',
    works: (renovation?.works ?? []).map(({ item, amount }) => `${item} ${yuan(amount)}`).join('\n'),
    units: shares.join('\n'),
    residents: amountBy('residents'),
    subsidy: amountBy('subsidy'),
    application: granted?.by === 'fund' ? granted.application : '',
    fund: amountBy('fund'),
  };
}

const linesOf = (text: string): string[] => text.split('\n').filter((line) => line.trim() !== '');

const sumOf = (lines: readonly { readonly amount: number }[]): number =>
  lines.reduce((sum, { amount }) => sum + amount, 0);

/** The plan that was written; `unknown` holds the lines that are no name with an amount, or no unit of the register. */
export function readPlan(
  draft: PlanDraft,
  fund: string,
  register: readonly { readonly id: string; readonly name: string }[],
): { plan: RenovationDraft; sums: { works: number; parts: number }; unknown: string[] } {
  const unknown: string[] = [];
  const read = <T>(text: string, take: (found: { name: string; amount: number }) => T | undefined): T[] =>
    linesOf(text).flatMap((line) => {
      const found = lineOf(line);
      const taken = found && take(found);
      if (taken === undefined) unknown.push(line.trim());
      return taken === undefined ? [] : [taken];
    });
  const works = read(draft.works, ({ name, amount }) => ({ item: name, amount }));
  const shares = read(draft.units, ({ name, amount }) => {
    const unit = register.find((each) => each.id === name || each.name === name)?.id;
    return unit === undefined ? undefined : ({ by: 'unit', unit, amount } as const);
  });
  const one = (text: string) => (text.trim() === '' ? 0 : (fenOf(text) ?? (unknown.push(text), 0)));
  const [residents, subsidy, granted] = [one(draft.residents), one(draft.subsidy), one(draft.fund)];
  const parts: Part[] = [
    ...shares,
    ...(draft.application ? [{ by: 'fund', fund, application: draft.application, amount: granted } as const] : []),
    ...(residents > 0 ? [{ by: 'residents', amount: residents } as const] : []),
    ...(subsidy > 0 ? [{ by: 'subsidy', amount: subsidy } as const] : []),
  ];
  return {
    plan: { title: draft.title, works, budget: sumOf(works), parts },
    sums: { works: sumOf(works), parts: sumOf(parts) },
    unknown,
  };
}
