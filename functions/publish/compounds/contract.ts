import * as z from 'zod';
import { Day } from '../../calendar/contract.ts';
import { FundId } from '../../fund/funds/contract.ts';
import { Pseudonym } from '../../fund/ledger/contract.ts';
import { Compound, Duty, Renovation, RenovationDraft } from '../../grids/compounds/contract.ts';
import { CommunityCode, Name } from '../../grids/divisions/contract.ts';

const Place = z.object({ code: CommunityCode, name: Name });

/** A renovation as the public sees it: who pays what by name, and how it goes; nobody's account. */
export const PublicRenovation = Renovation.pick({ id: true, state: true }).extend({
  ...RenovationDraft.pick({ title: true, works: true, budget: true }).shape,
  parts: z.array(
    z.object({
      by: z.enum(['unit', 'fund', 'residents', 'subsidy']),
      name: Name.optional().describe('of the unit'),
      amount: z.int(),
      consentedOn: Day.optional().describe("a unit's share binds it once it consented"),
      fund: FundId.optional(),
      application: Pseudonym.optional(),
    }),
  ),
  steps: z.array(
    Renovation.shape.history.element.pick({ transition: true, note: true, evidence: true }).extend({
      on: Day,
      unit: Name.optional(),
    }),
  ),
});
export type PublicRenovation = z.output<typeof PublicRenovation>;

const PublicCompound = Compound.omit({ community: true, duties: true, version: true }).extend({
  duties: z.array(Duty.omit({ by: true, unit: true }).extend({ unit: Name })).describe('past and present'),
  renovations: z.array(PublicRenovation),
});
export type PublicCompound = z.output<typeof PublicCompound>;

/** /data/compounds/{community}.json: the compounds of a community, who governs what of them, and what is renovated. */
export const CompoundsSnapshot = z.object({ community: Place, compounds: z.array(PublicCompound) });
export type CompoundsSnapshot = z.output<typeof CompoundsSnapshot>;

/** A renovation that a fund pays a part of, as the fund's page shows it. */
export const FundRenovation = PublicRenovation.extend({
  community: CommunityCode,
  compound: Compound.pick({ id: true, name: true }),
});
export type FundRenovation = z.output<typeof FundRenovation>;
