import * as z from 'zod';
import { refuse } from '../../http/refusal.ts';
import { type DocumentRef, loadDocument, saveDocument } from '../../table/document.ts';
import type { Table, Write } from '../../table/table.ts';
import type { Building } from '../buildings/contract.ts';
import { Grid, GridFeatures, Plan } from './contract.ts';
import type { PlanDraft } from './draft.ts';

const pk = (community: string) => `community#${community}`;
const planKey = (community: string, plan: string) => ({ pk: pk(community), sk: `plan#${plan}` });
const inForceKey = (community: string) => ({ pk: pk(community), sk: 'plan-in-force' });

const Ref = z.object({ id: z.string(), chunks: z.int() });
const Summary = Plan.omit({ grids: true, explanation: true });
const Record = Summary.extend({ document: Ref });
const Details = z.object({
  grids: z.array(Grid),
  explanation: Plan.shape.explanation,
  features: GridFeatures,
  places: z.array(z.tuple([z.string(), z.int()])).describe("each named building and its grid's place in `grids`"),
  assignment: z.record(z.string(), z.int()).describe("each building's grid by its place in `grids`"),
});
const InForce = z.object({ plan: z.string(), version: z.int() });

export type PlanRecord = z.output<typeof Record>;
export type PlanDetails = z.output<typeof Details>;
export type PlanStore = ReturnType<typeof planStore>;

/**
 * A plan is a record of figures that points to a document of its grids, polygons and places. `plan-in-force` names the
 * community's one published plan.
 */
export const planStore = (table: Table) => {
  const record = async (community: string, plan: string): Promise<PlanRecord> => {
    const item = await table.get(planKey(community, plan));
    return item ? Record.parse(item) : refuse('no-such-plan', undefined, { plan });
  };
  return {
    /** @throws Refusal 'no-such-plan' */
    record,

    async details(ref: DocumentRef): Promise<PlanDetails> {
      return Details.parse(await loadDocument(table, ref));
    },

    /** One page of a community's plans, newest first. */
    async list(community: string, limit: number, after: string | undefined) {
      const page = await table.list(pk(community), { prefix: 'plan#', limit, backwards: true, after });
      return { plans: page.items.map((item) => Summary.parse(item)), after: page.after };
    },

    /** Prepares a plan's document and returns the write that stores its record. @param buildings in the draft's order */
    async add(plan: Plan, { features, part }: PlanDraft, buildings: readonly Building[]): Promise<Write[]> {
      const { grids, explanation, ...summary } = plan;
      const places = buildings.flatMap(({ name }, i) => (name ? [[name, part[i]!] as const] : []));
      const assignment = Object.fromEntries(buildings.map(({ id }, i) => [id, part[i]!]));
      const details = { grids, explanation, features, places, assignment };
      const document = await saveDocument(table, plan.id, details);
      return [{ put: { ...planKey(plan.community, plan.id), ...summary, document }, expect: 'absent' }];
    },

    /** The write that stores a record in place of the version before it. */
    save(next: PlanRecord): Write {
      return { put: { ...planKey(next.community, next.id), ...next }, expect: next.version - 1 };
    },

    /** The id of the community's plan in force, and the version of that fact: 0 when there is none. */
    async inForce(community: string): Promise<{ plan?: string; version: number }> {
      const item = await table.get(inForceKey(community));
      return item ? InForce.parse(item) : { version: 0 };
    },

    /** The write that puts another plan in force. */
    putInForce(community: string, plan: string, before: number): Write {
      return { put: { ...inForceKey(community), plan, version: before + 1 }, expect: before === 0 ? 'absent' : before };
    },
  };
};
