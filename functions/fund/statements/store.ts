import * as z from 'zod';
import { type DocumentRef, loadDocument, saveDocument } from '../../table/document.ts';
import type { Table, Write } from '../../table/table.ts';
import { Day } from '../../calendar/contract.ts';
import { Hash } from '../ledger/contract.ts';

const pk = (fund: string) => `fund#${fund}`;
/** Versions follow one another in the order of their keys. */
const key = (fund: string, label: string, version: number) => ({
  pk: pk(fund),
  sk: version === 1 ? `statement#${label}` : `statement#${label}#${String(version).padStart(4, '0')}`,
});
const orderKey = (fund: string, label: string) => ({ pk: pk(fund), sk: `due#${label}` });

const StatementRecord = z.object({
  id: z.string(),
  period: z.object({ label: z.string(), from: Day, to: Day }),
  version: z.int().min(1),
  digest: Hash,
  document: z.object({ id: z.string(), chunks: z.int() }),
});
export type StatementRecord = z.output<typeof StatementRecord>;

/** An order to make a statement, or to issue it anew for a reason. */
const StatementOrder = z.object({ askedAt: z.string(), reason: z.string().optional() });
export type StatementOrder = z.output<typeof StatementOrder>;

/** An order is of no use once it is carried out. */
const KEPT_SECONDS = 30 * 86_400;

export type StatementStore = ReturnType<typeof statementStore>;

/** Statements as they were made: the bytes in a document, named by a record a version that is written once. */
export const statementStore = (table: Table) => {
  const versions = async (fund: string, prefix: string): Promise<StatementRecord[]> => {
    return (await table.all(pk(fund), { prefix })).map((item) => StatementRecord.parse(item));
  };
  return {
    /** The version in force. */
    async find(fund: string, label: string): Promise<StatementRecord | undefined> {
      const found = await versions(fund, `statement#${label}`);
      return found.findLast(({ period }) => period.label === label);
    },

    /** Every version of every statement of a fund, in the order of labels. */
    all: (fund: string) => versions(fund, 'statement#'),

    /** The bytes that were published. */
    async json({ document }: { readonly document: DocumentRef }): Promise<string> {
      return z.string().parse(await loadDocument(table, document));
    },

    /** Prepares the bytes and returns the write that publishes them, unless this version stands already. */
    async add(fund: string, statement: Omit<StatementRecord, 'document'>, json: string): Promise<Write> {
      const { id, period, version, digest } = statement;
      const document = await saveDocument(table, `${id}-${version}-${digest}`, json);
      return { put: { ...key(fund, period.label, version), ...statement, document }, expect: 'absent' };
    },

    /** Orders a statement; the table's stream makes it. A newer order takes the older one's place. */
    order: (fund: string, label: string, { askedAt, reason }: StatementOrder): Write => ({
      put: {
        ...orderKey(fund, label),
        askedAt,
        ...(reason !== undefined && { reason }),
        expires: Math.floor(Date.parse(askedAt) / 1000) + KEPT_SECONDS,
      },
      expect: 'anything',
    }),

    /** The order of a statement; undefined when there is none. */
    async ordered(fund: string, label: string): Promise<StatementOrder | undefined> {
      const item = await table.get(orderKey(fund, label));
      return item && StatementOrder.parse(item);
    },
  };
};
