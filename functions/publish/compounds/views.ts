import { shanghaiDay } from '../../calendar/day.ts';
import type { Compound, Renovation } from '../../grids/compounds/contract.ts';
import type { FundRenovation, PublicCompound, PublicRenovation } from './contract.ts';

/** The compounds of a county with their renovations, and the names of its units. */
export interface CompoundRecords {
  readonly compounds: readonly Compound[];
  readonly renovations: readonly Renovation[];
  readonly names: ReadonlyMap<string, string>;
}

/** The compounds of one community in public terms; a unit that left the register keeps its id. */
export function compoundsIn(community: string, records: CompoundRecords): PublicCompound[] {
  const { compounds, renovations, names } = records;
  return compounds
    .filter((compound) => compound.community === community)
    .map(({ community: _, duties, version: __, ...facts }) => ({
      ...facts,
      duties: duties.map(({ by: ___, unit, ...duty }) => ({ ...duty, unit: names.get(unit) ?? unit })),
      renovations: renovations
        .filter((renovation) => renovation.community === community && renovation.compound === facts.id)
        .map((renovation) => publicRenovation(renovation, names)),
    }));
}

/** The renovations that a fund pays a part of, in the order of their places. */
export function renovationsOfFund(fund: string, { compounds, renovations, names }: CompoundRecords): FundRenovation[] {
  return renovations
    .filter(({ parts }) => parts.some((part) => part.by === 'fund' && part.fund === fund))
    .map((renovation) => ({
      ...publicRenovation(renovation, names),
      community: renovation.community,
      compound: { id: renovation.compound, name: nameOf(compounds, renovation) ?? renovation.compound },
    }));
}

/** What the register calls a compound. */
export const nameOf = (
  compounds: readonly Compound[],
  at: { readonly community: string; readonly compound: string },
): string | undefined => compounds.find(({ id, community }) => id === at.compound && community === at.community)?.name;

/** Changes whenever a compound or a renovation does: nothing is ever taken away. */
export const stampOf = ({ compounds, renovations }: Omit<CompoundRecords, 'names'>): string =>
  [compounds, renovations].map((records) => records.map(({ version }) => version).join()).join(';');

/** A renovation in public terms. @param names of units, by id */
export function publicRenovation(renovation: Renovation, names: ReadonlyMap<string, string>): PublicRenovation {
  const { id, state, title, works, budget, parts, consents, history } = renovation;
  return {
    ...{ id, state, title, works, budget },
    parts: parts.map((part) => {
      if (part.by !== 'unit') return part;
      const consent = consents.find(({ unit }) => unit === part.unit);
      const name = names.get(part.unit) ?? part.unit;
      return { by: part.by, amount: part.amount, name, ...(consent && { consentedOn: consent.on }) };
    }),
    steps: history.map(({ transition, at, unit, note, evidence }) => ({
      transition,
      on: shanghaiDay(at),
      ...(unit !== undefined && { unit: names.get(unit) ?? unit }),
      ...(note !== undefined && { note }),
      ...(evidence !== undefined && { evidence }),
    })),
  };
}
