import { mkdtemp, rm } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startEngine } from '../../infra/local/engine.ts';

/** What Dynoxide 1.2.1 asks at each write and at each poll of a stream. */
const newest = `SELECT COALESCE(MAX(CAST(sequence_number AS INTEGER)), 0) + 1 FROM _stream_records WHERE table_name = 'a'`;
const next = `SELECT new_image FROM _stream_records WHERE table_name = 'a' AND shard_id = 'b'
  AND CAST(sequence_number AS INTEGER) > 3 ORDER BY CAST(sequence_number AS INTEGER) ASC LIMIT 10`;
const ends = `SELECT MIN(sequence_number), MAX(sequence_number) FROM _stream_records WHERE table_name = 'a' AND shard_id = 'b'`;

test.runIf(process.platform === 'linux' && process.arch === 'x64')(
  'the engine looks the order of changes up in an index, also when it starts again',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sonata-index-'));
    for (let start = 0; start < 2; start++) {
      const engine = await startEngine(folder, { SONATA_ENGINE: 'dynoxide' });
      const database = new DatabaseSync(join(folder, 'dynoxide/tables.db'), { readOnly: true });
      for (const question of [newest, next, ends]) {
        const plan = database.prepare(`EXPLAIN QUERY PLAN ${question}`).all();
        expect(plan.map(({ detail }) => String(detail)).join()).toMatch(/INDEX stream_\w+ \(/);
        expect(plan.map(({ detail }) => String(detail)).join()).not.toMatch(/SCAN|TEMP/);
      }
      database.close();
      await engine.stop();
    }
    await rm(folder, { recursive: true });
  },
);
