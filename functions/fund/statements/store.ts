import * as z from 'zod';
import { type DocumentRef, loadDocument, saveDocument } from '../../table/document.ts';
import type { Table, Write } from '../../table/table.ts';
import { Day } from '../../calendar/contract.ts';
import { Hash } from '../ledger/contract.ts';

const pk = (fund: string) => `fund#${fund}`;
const key = (fund: string, label: string) => ({ pk: pk(fund), sk: `statement#${label}` });

const StatementRecord = z.object({
  id: z.string(),
  period: z.object({ label: z.string(), from: Day, to: Day }),
  digest: Hash,
  document: z.object({ id: z.string(), chunks: z.int() }),
});
export type StatementRecord = z.output<typeof StatementRecord>;

export type StatementStore = ReturnType<typeof statementStore>;

/** Statements as they were made: the bytes in a document, named by a record that is written once. */
export const statementStore = (table: Table) => ({
  async find(fund: string, label: string): Promise<StatementRecord | undefined> {
    const item = await table.get(key(fund, label));
    return item && StatementRecord.parse(item);
  },

  /** Every statement of a fund, in the order of labels. */
  async all(fund: string): Promise<StatementRecord[]> {
    const found: StatementRecord[] = [];
    let after: string | undefined;
    do {
      const page = await table.list(pk(fund), { prefix: 'statement#', after });
      found.push(...page.items.map((item) => StatementRecord.parse(item)));
      after = page.after;
    } while (after !== undefined);
    return found;
  },

  /** The bytes that were published. */
  async json({ document }: { readonly document: DocumentRef }): Promise<string> {
    return z.string().parse(await loadDocument(table, document));
  },

  /** Prepares the bytes and returns the write that publishes them, unless the period has its statement. */
  async add(fund: string, statement: Omit<StatementRecord, 'document'>, json: string, id: string): Promise<Write> {
    const document = await saveDocument(table, id, json);
    return { put: { ...key(fund, statement.period.label), ...statement, document }, expect: 'absent' };
  },
});
