import * as z from 'zod';
import { refuse } from '../../http/refusal.ts';
import { type DocumentRef, loadDocument, saveDocument } from '../../table/document.ts';
import type { Table, Write } from '../../table/table.ts';
import type { Building } from '../buildings/contract.ts';
import { roadsKept } from './barriers.ts';
import { barriers, Grid, GridFeatures, Plan, PlanSummary } from './contract.ts';
import type { PlanDraft } from './draft.ts';
import type { Near } from './plan.ts';

const pk = (community: string) => `community#${community}`;
const planKey = (community: string, plan: string) => ({ pk: pk(community), sk: `plan#${plan}` });
const inForceKey = (community: string) => ({ pk: pk(community), sk: 'plan-in-force' });

const Ref = z.object({ id: z.string(), chunks: z.int() });
const Record = PlanSummary.extend({ document: Ref });
const Details = z.object({
  grids: z.array(Grid),
  explanation: Plan.shape.explanation,
  ...barriers,
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
  const details = async (ref: DocumentRef): Promise<PlanDetails> => Details.parse(await loadDocument(table, ref));
  const assigned = async (community: string, plan: string): Promise<Record<string, string>> => {
    const { grids, assignment } = await details((await record(community, plan)).document);
    return Object.fromEntries(Object.entries(assignment).map(([id, place]) => [id, grids[place]!.code]));
  };
  return {
    /** @throws Refusal 'no-such-plan' */
    record,

    details,

    /** One page of a community's plans, newest first. */
    async list(community: string, limit: number, after: string | undefined) {
      const page = await table.list(pk(community), { prefix: 'plan#', limit, backwards: true, after });
      return { plans: page.items.map((item) => PlanSummary.parse(item)), after: page.after };
    },

    /** Each building's grid in a plan, by its code. @throws Refusal 'no-such-plan' */
    assigned,

    /** A plan to compare with or to stay close to. @throws Refusal 'no-such-plan' */
    async near(community: string, plan: string): Promise<Near> {
      const codes = Object.entries(await assigned(community, plan));
      return { plan, serials: new Map(codes.map(([id, code]) => [id, Number(code.slice(community.length))])) };
    },

    /** Prepares a draft's document and returns its plan with the write that stores it. @param buildings in the draft's order */
    async create({ plan, features, part }: PlanDraft, buildings: readonly Building[], id: string, now: string) {
      const body: Plan = { ...plan, id, state: 'draft', madeAt: now, version: 1 };
      const { grids, explanation, barriers: lines, bridges, ...summary } = body;
      const roads = roadsKept({ barriers: lines, bridges });
      const places = buildings.flatMap(({ name }, i) => (name ? [[name, part[i]!] as const] : []));
      const assignment = Object.fromEntries(buildings.map(({ id: building }, i) => [building, part[i]!]));
      const document = await saveDocument(table, id, { grids, explanation, ...roads, features, places, assignment });
      const put = { ...planKey(plan.community, id), ...summary, document };
      return { body, version: 1, writes: [{ put, expect: 'absent' as const }] };
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

    /** The same of many communities at once, in their order; those without a plan are not in it. */
    async inForceOf(communities: readonly string[]): Promise<Map<string, { plan: string; version: number }>> {
      const items = new Map((await table.gather(communities.map(inForceKey))).map((item) => [item.pk, item]));
      return new Map(
        communities.flatMap((community) => {
          const item = items.get(pk(community));
          return item ? [[community, InForce.parse(item)] as const] : [];
        }),
      );
    },

    /** The write that puts another plan in force. */
    putInForce(community: string, plan: string, before: number): Write {
      return { put: { ...inForceKey(community), plan, version: before + 1 }, expect: before === 0 ? 'absent' : before };
    },
  };
};
