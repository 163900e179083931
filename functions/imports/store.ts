import type { SheetRow } from '../grids/imports/sheet.ts';
import { Refusal, refuse } from '../http/refusal.ts';
import { type ImportKind, MOST_ROWS } from '../system/imports/contract.ts';
import { type ImportRecord, type ImportStore, importStore } from '../system/imports/store.ts';
import { Conflict, pause, type Table } from '../table/table.ts';
import type { Files, Rows } from './files/store.ts';
import type { Takes } from './take.ts';

export interface Clock {
  readonly now: () => string;
  readonly newId: () => string;
  /** Milliseconds that this run may still take. */
  readonly left: () => number;
}

/** Rows that one step takes; a set that is stored as a whole is best taken in large steps. */
const steps: Readonly<Record<ImportKind, number>> = {
  units: 5_000,
  buildings: 5_000,
  resources: 500,
  demands: 500,
  contributions: 500,
};

/** Enough for one step and its record. */
const RESERVE_MS = 60_000;
const TRIES = 8;

/** The importer: carries an import on, step by step, each of which is recorded before the next begins. */
export const importing = (system: Table, takes: Takes, files: Files) => {
  const imports = importStore(system);
  const { withFile, slices } = reading(system, imports, files);

  const carryOn = async (record: ImportRecord, clock: Clock): Promise<ImportRecord> => {
    const part = record.parts[record.at.part]!;
    let current = record;
    for await (const rows of slices(record)) {
      if (clock.left() <= RESERVE_MS) break;
      const from = current.at.row;
      const { stored, unchanged, faults } = await again(() =>
        takes[record.kind](record.division, rows, {
          now: clock.now(),
          newId: clock.newId,
          by: record.by,
          keepers: record.keepers,
        }),
      );
      const { progress } = current;
      const next: ImportRecord = {
        ...current,
        state: 'running',
        at: { ...current.at, row: from + rows.length },
        progress: {
          rows: progress.rows,
          read: progress.read + rows.length,
          stored: progress.stored + stored,
          unchanged: progress.unchanged + unchanged,
          refused: progress.refused + faults.length,
        },
        changedAt: clock.now(),
        version: current.version + 1,
      };
      await system.commit([imports.save(next), ...imports.saveFaults(next, part.part, from, faults)]);
      current = next;
    }
    return current.at.row < part.rows ? current : { ...current, at: { part: current.at.part + 1, row: 0 } };
  };

  const end = async (record: ImportRecord, changes: Partial<ImportRecord>, clock: Clock, forget: boolean) => {
    const now = clock.now();
    const next = { ...record, ...changes, changedAt: now, version: record.version + 1 };
    // What was read may hold names and phones: nothing keeps it any longer than needed.
    const gone = forget ? record.parts.flatMap((part) => imports.forget(part, now)) : [];
    const order = changes.orders === undefined ? [] : [imports.order(next)];
    for (let at = 0; at < gone.length; at += 90) await system.commit(gone.slice(at, at + 90));
    await system.commit([imports.save(next), ...order]);
    // One that cannot be deleted now goes when the bucket's day is over.
    if (forget && record.file) await files.remove(record.file).catch(() => undefined);
  };

  return {
    orderOf: imports.orderOf,

    /**
     * Carries an import on from where it stopped. When its time is over it orders itself anew; a refusal of the whole
     * ends it; a fault is recorded and thrown, so that it is tried again, from the last recorded step on.
     */
    async produce(division: string, id: string, clock: Clock): Promise<void> {
      let record = await imports.find(division, id);
      if (!record || ['open', 'done', 'refused'].includes(record.state)) return;
      try {
        record = await withFile(record, clock);
        while (record.at.part < record.parts.length && clock.left() > RESERVE_MS) record = await carryOn(record, clock);
        const over = record.at.part === record.parts.length;
        await end(record, over ? { state: 'done' } : { orders: record.orders + 1 }, clock, over);
      } catch (error) {
        if (error instanceof Conflict) throw error;
        const last = (await imports.find(division, id)) ?? record;
        if (!(error instanceof Refusal)) {
          await end(last, { state: 'failed' }, clock, false);
          throw error;
        }
        await end(last, { state: 'refused', refusal: error.refusal }, clock, error.refusal !== 'file-missing');
      }
    },
  };
};

/** How the rows of an import are come by: from its parts, and from a file that was put. */
function reading(system: Table, imports: ImportStore, files: Files) {
  /** Reads the file through once, before anything of it is stored: it is then a part, of so many rows. */
  const withFile = async (record: ImportRecord, clock: Clock): Promise<ImportRecord> => {
    if (!record.file || record.parts.some(({ document }) => !document)) return record;
    const { rows: all, digest } = await files.open(record.file);
    let rows = 0;
    for await (const _ of all())
      if (++rows + record.progress.rows > MOST_ROWS) refuse('too-many-rows', undefined, { limit: MOST_ROWS });
    if (rows === 0) refuse('file-without-rows');
    const next: ImportRecord = {
      ...record,
      parts: [...record.parts, { part: (record.parts.at(-1)?.part ?? 0) + 1, rows, digest }],
      progress: { ...record.progress, rows: record.progress.rows + rows },
      changedAt: clock.now(),
      version: record.version + 1,
    };
    await system.commit([imports.save(next)]);
    return next;
  };

  /** The rows of the part that is read now which were not taken yet, step by step. */
  async function* slices({ parts, at, file, kind }: ImportRecord): AsyncGenerator<SheetRow[]> {
    const { document } = parts[at.part]!;
    if (document) {
      const all = await imports.rows(document);
      for (let from = at.row; from < all.length; from += steps[kind]) yield all.slice(from, from + steps[kind]);
    } else yield* inSteps((await files.open(file!)).rows(), at.row, steps[kind]);
  }

  return { withFile, slices };
}

/** Rows after the first `skip`, so many at once. */
async function* inSteps(rows: Rows, skip: number, size: number): AsyncGenerator<SheetRow[]> {
  let step: SheetRow[] = [];
  let at = 0;
  for await (const row of rows) {
    if (at++ < skip) continue;
    step.push(row);
    if (step.length < size) continue;
    yield step;
    step = [];
  }
  if (step.length > 0) yield step;
}

/** Tries again on fresh data when something moved in between. */
async function again<T>(task: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await task();
    } catch (error) {
      if (!(error instanceof Conflict) || tries === TRIES) throw error;
      await pause(tries);
    }
  }
}
