import { DatabaseSync } from 'node:sqlite';

/**
 * Gives the record of streams that Dynoxide keeps the indexes that it lacks. Without them each write and each poll reads
 * the whole record: after thirty thousand changes a write took 49 ms instead of 3, and an idle stack a sixth of a core.
 * @param file the engine's database, which the engine has opened already
 */
export function indexStreams(file: string): void {
  const database = new DatabaseSync(file, { timeout: 5_000 });
  database.exec(`
    CREATE INDEX IF NOT EXISTS stream_order ON _stream_records (table_name, CAST(sequence_number AS INTEGER));
    CREATE INDEX IF NOT EXISTS stream_shard ON _stream_records (table_name, shard_id, sequence_number);
  `);
  database.close();
}
