/**
 * `node test/bench/fund-store.ts [postings] [funds]`: what the fund costs over the embedded DynamoDB. Postings a second on
 * one fund, beside bare TransactWriteItems of the same shape in the same run; and the statements of many funds at a month's
 * end, ordered and made.
 */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ledgerStore } from '../../functions/fund/ledger/store.ts';
import type { Command } from '../../functions/fund/ledger/contract.ts';
import { filesOf } from '../../functions/reports/files.ts';
import { reportStore } from '../../functions/reports/store.ts';
import { openTable, type Write } from '../../functions/table/table.ts';
import { embedded } from '../engine.ts';
import { openFund } from '../functions/reports/fund.ts';

const POSTINGS = Number(process.argv[2] ?? 400);
const FUNDS = Number(process.argv[3] ?? 1000);
const ROUNDS = 4;
/** Every so many funds one is broken, by turns before and after its order: what the others do must not change. */
const BROKEN_EVERY = 100;
const AT = '2026-10-05T02:00:00.000Z';

const seconds = (start: number): string => ((performance.now() - start) / 1000).toFixed(1);

const engine = await embedded('fund', 'ledger', 'county', 'county-ledger', 'bare', 'bare-ledger');
const open = (name: string) => openTable(name, engine.documents);
try {
  await postings();
  await county();
} finally {
  await engine.stop();
}

/** In turns, so that what else the machine does falls on both; the best round of each counts. */
async function postings(): Promise<void> {
  const [table, rows, bare] = [open('fund'), open('ledger'), open('bare')];
  const ledger = ledgerStore(table, rows);
  const shapes: Write[][] = [];
  let number = 0;
  const post = async (): Promise<void> => {
    const id = `entry-${++number}`;
    const command: Command = {
      kind: 'interest',
      id,
      by: 'person-a',
      confirmedBy: 'person-b',
      amount: 100,
      voucher: 'I-1',
    };
    const { writes } = await ledger.post('fund-bench', command, AT);
    await table.commit(writes);
    shapes.push([...writes]);
  };
  const plain = async (): Promise<void> => {
    const writes = shapes.shift()!.map((write) => {
      if (!('put' in write)) return write;
      const { put, expect } = write;
      return { put, expect, ...(write.table && { table: 'bare-ledger' }) };
    });
    await bare.commit(writes);
  };
  const round = POSTINGS / ROUNDS;
  const best = { posted: 0, bare: 0 };
  for (let i = 0; i < ROUNDS; i++) {
    best.posted = Math.max(best.posted, await perSecond(round, post));
    best.bare = Math.max(best.bare, await perSecond(round, plain));
  }
  const share = (best.posted / best.bare).toFixed(2);
  console.log(`one fund, one after another: ${best.posted.toFixed(0)} postings/s`);
  console.log(`bare TransactWriteItems of the same items: ${best.bare.toFixed(0)}/s; a posting is ${share} of it`);
}

async function perSecond(count: number, act: () => Promise<void>): Promise<number> {
  const start = performance.now();
  for (let i = 0; i < count; i++) await act();
  return (1000 * count) / (performance.now() - start);
}

/** A county's funds at the end of October, each with a gift and a commitment; some cannot be read. */
async function county(): Promise<void> {
  const [table, rows] = [open('county'), open('county-ledger')];
  let broken = 0;
  for (let i = 0; i < FUNDS; i++) {
    const id = `fund-${500_000 + i}`;
    const fund = await openFund(table, rows, id);
    await fund.post({ kind: 'interest', amount: 100_000, voucher: 'I-1' }, AT);
    const reservation = { kind: 'reservation', application: 'app-one', purpose: 'lamp', amount: 6_000 } as const;
    await fund.post({ ...reservation, expiresOn: '2026-12-31' }, AT);
    if (i % BROKEN_EVERY !== BROKEN_EVERY - 1) continue;
    const spoiled = broken++ % 2 === 0 ? { sk: 'statement#2026-10', id: 7 } : { sk: 'head', hash: 'nonsense' };
    await table.commit([{ put: { pk: `fund#${id}`, ...spoiled }, expect: 'anything' }]);
  }
  const reports = reportStore(table, rows);
  const now = '2026-11-01T18:00:00.000Z';
  const start = performance.now();
  const { ordered, failed } = await reports.ask(now, {});
  console.log(
    `${FUNDS} funds, ${broken} of them broken: ${ordered.length} statements ordered in ${seconds(start)} s, limit 300 s; ${failed.length} named as failed, which raises the alarm`,
  );
  await made(reports, ordered, now);
}

/** Makes what was ordered as the stream hands it over: ten orders an event; one that fails goes to the failure queue alone. */
async function made(reports: ReturnType<typeof reportStore>, ordered: readonly string[], now: string): Promise<void> {
  const fonts = join(dirname(fileURLToPath(import.meta.resolve('@embedpdf/fonts-sc'))), '../fonts');
  const face = (name: string) => readFileSync(join(fonts, `NotoSansHans-${name}.otf`));
  const faces = () => Promise.resolve({ regular: face('Regular'), bold: face('Bold') });
  const cpu = process.cpuUsage();
  const start = performance.now();
  let [printing, bytes, done, queued, slowest] = [0, 0, 0, 0, 0];
  const make = async (order: string): Promise<void> => {
    const [fund = '', label = ''] = order.split(' ');
    try {
      await reports.produce(fund, label, now, async (_, { record, json }) => {
        const began = process.cpuUsage();
        for (const [, content] of await filesOf(json, record.digest, faces)) bytes += content.length;
        printing += process.cpuUsage(began).user / 1000;
      });
      done++;
    } catch {
      queued++;
    }
  };
  for (let i = 0; i < ordered.length; i += 10) {
    const event = performance.now();
    for (const order of ordered.slice(i, i + 10)) await make(order);
    slowest = Math.max(slowest, performance.now() - event);
  }
  const { user, system } = process.cpuUsage(cpu);
  const each = (user + system) / 1000 / done;
  console.log(`${done} made, ${queued} to the failure queue, one event after another in ${seconds(start)} s`);
  console.log(
    `${each.toFixed(0)} ms of CPU each, ${(printing / done).toFixed(0)} of them to print ${Math.round(bytes / done / 1000)} KB in four formats; the slowest event of ten orders took ${(slowest / 1000).toFixed(1)} s, limit 300 s`,
  );
  console.log(`memory ${Math.round(process.memoryUsage().rss / 1e6)} MB`);
}
