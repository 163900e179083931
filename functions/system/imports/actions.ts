import type { Actions, Context } from '../../http/actions.ts';
import { type Caller, type Permission, permits } from '../../http/policy.ts';
import { refuse } from '../../http/refusal.ts';
import { type RowFault, tellRows } from '../../http/rows.ts';
import {
  type Import,
  type ImportFile,
  type ImportKind,
  type ImportUpload,
  type imports,
  MOST_ROWS,
} from './contract.ts';
import type { ClientStore } from '../clients/store.ts';
import { rowsOf } from './rows.ts';
import type { ImportRecord, ImportStore } from './store.ts';

/** How long an address takes its file. */
const ADDRESS_SECONDS = 900;

/** Signs an address at which the file of this key is put, with these headers, from an instant on. */
export type SignUpload = (
  key: string,
  headers: Readonly<Record<string, string>>,
  holds: { readonly now: string; readonly seconds: number },
) => string;

/** What an import of each kind needs beside its own permission: those of the file import that it stands for. */
const needs: Readonly<Record<ImportKind, { readonly scope: string; readonly permission: Permission }>> = {
  units: { scope: 'grids.write', permission: 'units.import' },
  buildings: { scope: 'grids.write', permission: 'buildings.import' },
  resources: { scope: 'lists.write', permission: 'resources.verify' },
  demands: { scope: 'lists.write', permission: 'demands.record' },
  contributions: { scope: 'fund.write', permission: 'contributions.import' },
};

/** The file that was asked for had not come; it may still. */
const waitsForFile = ({ refusal, parts }: ImportRecord): boolean =>
  refusal === 'file-missing' && parts.every(({ document }) => document);

/** The importer has a quarter of an hour; an import that tells nothing for longer waits for nobody. */
const stalled = ({ state, changedAt }: ImportRecord, now: string): boolean =>
  (state === 'waiting' || state === 'running') && Date.parse(now) - Date.parse(changedAt) > 20 * 60_000;

/** @returns the caller, who may */
function judge(caller: Caller | undefined, kind: ImportKind, division: string): Caller {
  const { scope, permission } = needs[kind];
  if (!caller?.scopes.includes(scope) || !permits(caller, permission, division)) return refuse('forbidden');
  return caller;
}

/** Who was told a system's secret; nobody where a person calls. */
async function keepersOf(clients: Pick<ClientStore, 'client'>, { roles, division, id }: Caller): Promise<string[]> {
  if (!roles.includes('system')) return [];
  const { credentials } = await clients.client(division.slice(0, 6), id);
  return [...new Set(credentials.flatMap(({ by }) => by ?? []))];
}

/** What every import is at first. */
const fresh = {
  state: 'open',
  parts: [],
  progress: { rows: 0, read: 0, stored: 0, unchanged: 0, refused: 0 },
  version: 1,
  at: { part: 0, row: 0 },
  keepers: [],
  orders: 0,
} satisfies Partial<ImportRecord>;

/** The next version of a record, as an answer with the write that stores it. */
function moved(record: ImportRecord, changes: Partial<ImportRecord>, { now }: Pick<Context, 'now'>) {
  const next = { ...record, ...changes, changedAt: now, version: record.version + 1 };
  return { next, body: told(next), version: next.version };
}

/** The address for a file of this import, and what the record keeps of it. */
function addressed({ id }: ImportRecord, { type, bytes }: ImportFile, { now, newId }: Context, sign: SignUpload) {
  // A key of its own, and only where nothing stands: a file that is being read is never another.
  const key = `imports/${id}/${newId().toLowerCase()}`;
  const headers = { 'content-type': type, 'if-none-match': '*' };
  const url = sign(key, { ...headers, 'content-length': String(bytes) }, { now, seconds: ADDRESS_SECONDS });
  const expiresAt = new Date(Date.parse(now) + ADDRESS_SECONDS * 1000).toISOString();
  const body: ImportUpload = { url, method: 'PUT', headers, bytes, expiresAt };
  return { body, file: { type, bytes, key } };
}

/** @param clients the county's systems: who keeps a system's secret confirms nothing that it records */
export const importActions = (
  store: ImportStore,
  clients: Pick<ClientStore, 'client'>,
  sign: SignUpload,
): Actions<typeof imports> => {
  return {
    openImport: ({ params: { division }, body: { kind } }, { caller, newId, now }) => {
      const { id: by } = judge(caller, kind, division);
      const id = newId().toLowerCase();
      const record: ImportRecord = { id, division, kind, ...fresh, changedAt: now, by, expires: store.expires(now) };
      return Promise.resolve({ body: told(record), version: 1, writes: [store.save(record)] });
    },

    putImportPart: async ({ params, upload }, context) => {
      const record = await store.record(params.division, params.import);
      if (record.state !== 'open') refuse('import-started');
      const digest = store.digestOf(upload.bytes);
      const before = record.parts.find(({ part }) => part === params.part);
      if (before?.digest === digest) return { body: told(record), version: record.version };
      const rows = await rowsOf(upload);
      if (rows.length === 0) refuse('file-without-rows');
      const others = record.parts.filter((one) => one !== before);
      const total = others.reduce((sum, one) => sum + one.rows, rows.length);
      if (total > MOST_ROWS) refuse('too-many-rows', undefined, { limit: MOST_ROWS });
      const document = await store.saveRows(context.newId(), rows);
      const parts = [...others, { part: params.part, rows: rows.length, digest, document }];
      parts.sort((a, b) => a.part - b.part);
      const { next, ...answer } = moved(record, { parts, progress: { ...record.progress, rows: total } }, context);
      return { ...answer, writes: [store.save(next), ...(before ? store.forget(before, context.now) : [])] };
    },

    uploadImport: async ({ params, body: wanted }, context) => {
      const record = await store.record(params.division, params.import);
      if (record.state !== 'open' && !waitsForFile(record)) refuse('import-started');
      const { body, file } = addressed(record, wanted, context, sign);
      return { body, writes: [store.save(moved(record, { file }, context).next)] };
    },

    startImport: async ({ params }, context) => {
      const record = await store.record(params.division, params.import);
      const caller = judge(context.caller, record.kind, params.division);
      const idle = record.state === 'open' || record.state === 'failed' || waitsForFile(record);
      if (!idle && !stalled(record, context.now)) refuse('import-started');
      if (record.parts.length === 0 && !record.file) refuse('file-without-rows');
      const startedAt = record.startedAt ?? context.now;
      const who = { by: caller.id, keepers: await keepersOf(clients, caller) };
      const changes = { state: 'waiting', refusal: undefined, startedAt, ...who, orders: record.orders + 1 } as const;
      const { next, ...answer } = moved(record, changes, context);
      return { ...answer, writes: [store.save(next), store.order(next)] };
    },

    import: async ({ params }) => {
      const record = await store.record(params.division, params.import);
      return { body: told(record), version: record.version };
    },

    importFaults: async ({ params, query }, context) => {
      await store.record(params.division, params.import);
      const { steps, after } = await store.faults(params.import, query.limit, context.cursor.open(query.cursor));
      const items = steps.flatMap(({ part, faults }) =>
        tellRows(faults as RowFault[], context).map((fault) => ({ part, ...fault })),
      );
      const next = context.cursor.seal(after);
      return { body: { items, ...(next && { next }) } };
    },
  };
};

/** What its reader sees of it. */
function told({
  at: _at,
  by: _by,
  keepers: _keepers,
  orders: _orders,
  expires: _expires,
  parts,
  file,
  ...seen
}: ImportRecord): Import {
  const asked = file && { file: { type: file.type, bytes: file.bytes } };
  return { ...seen, ...asked, parts: parts.map(({ part, rows, digest }) => ({ part, rows, digest })) };
}
