import * as z from 'zod';
import { refuse } from '../../http/refusal.ts';
import { expireDocument, loadDocument, saveDocument } from '../../table/document.ts';
import type { Table, Write } from '../../table/table.ts';
import { Allocation, AllocationChange } from './contract.ts';

const pk = (county: string) => `county#${county}`;
const allocationKey = (county: string, id: string) => ({ pk: pk(county), sk: `allocation#${id}` });
const inForceKey = (county: string) => ({ pk: pk(county), sk: 'allocation-in-force' });

const Summary = Allocation.omit({ pairs: true });
const Ref = z.object({ id: z.string(), chunks: z.int() });
const Record = Summary.extend({
  document: Ref,
  current: Ref.optional().describe('the pairs after decisions that changed some'),
});
const InForce = z.object({ allocation: z.string(), version: z.int() });

export type AllocationRecord = z.output<typeof Record>;
export type AllocationStore = ReturnType<typeof allocationStore>;

/** An allocation's figures point to a document of its pairs; `allocation-in-force` names the county's published one. */
export const allocationStore = (table: Table) => ({
  /** @throws Refusal 'no-such-allocation' */
  async record(county: string, id: string): Promise<AllocationRecord> {
    const item = await table.get(allocationKey(county, id));
    return item ? Record.parse(item) : refuse('no-such-allocation', undefined, { allocation: id });
  },

  async pairs({ document, current }: AllocationRecord): Promise<Allocation['pairs']> {
    return Allocation.shape.pairs.parse(await loadDocument(table, current ?? document));
  },

  /** One page of the county's allocations, newest first. */
  async list(county: string, limit: number, after: string | undefined) {
    const page = await table.list(pk(county), { prefix: 'allocation#', limit, backwards: true, after });
    return { allocations: page.items.map((item) => Summary.parse(item)), after: page.after };
  },

  async add({ pairs, ...summary }: Allocation): Promise<Write[]> {
    const document = await saveDocument(table, summary.id, pairs);
    return [{ put: { ...allocationKey(summary.division, summary.id), ...summary, document }, expect: 'absent' }];
  },

  save(next: AllocationRecord): Write {
    return { put: { ...allocationKey(next.division, next.id), ...next }, expect: next.version - 1 };
  },

  /** Notes a decision and puts the changed pairs in place; the pairs as they were published stay. */
  async change(
    record: AllocationRecord,
    pairs: Allocation['pairs'],
    decision: AllocationChange,
    inForce: number,
  ): Promise<Write[]> {
    const current = await saveDocument(table, decision.id, pairs);
    const county = record.division;
    return [
      { put: { pk: pk(county), sk: `allocation-change#${decision.id}`, ...decision }, expect: 'absent' },
      {
        put: { ...allocationKey(county, record.id), ...record, current, version: record.version + 1 },
        expect: record.version,
      },
      { put: { ...inForceKey(county), allocation: record.id, version: inForce + 1 }, expect: inForce },
      ...(record.current ? expireDocument(record.current, decision.at) : []),
    ];
  },

  /** One page of the county's decisions, newest first. */
  async changes(county: string, limit: number, after?: string) {
    const page = await table.list(pk(county), { prefix: 'allocation-change#', limit, backwards: true, after });
    return { changes: page.items.map((item) => AllocationChange.parse(item)), after: page.after };
  },

  /** The id of the county's allocation in force, and the version of that fact: 0 when there is none. */
  async inForce(county: string): Promise<{ allocation?: string; version: number }> {
    const item = await table.get(inForceKey(county));
    return item ? InForce.parse(item) : { version: 0 };
  },

  /** Lets a transaction happen only while the allocation in force is the one of this version. */
  unchanged(county: string, version: number): Write {
    return { check: inForceKey(county), expect: version === 0 ? 'absent' : version };
  },

  putInForce(county: string, allocation: string, before: number): Write {
    return {
      put: { ...inForceKey(county), allocation, version: before + 1 },
      expect: before === 0 ? 'absent' : before,
    };
  },
});
