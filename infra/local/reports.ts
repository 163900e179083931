import { parseArgs } from 'node:util';
import { FundsSnapshot } from '../../functions/publish/contract.ts';
import { command } from './command.ts';
import { Complaint } from './complaint.ts';
import { runningDemo } from './demo.ts';
import { dataFolder } from './folder.ts';

// npm run reports -- [--period 2026-10] [--fund F]: makes the statements that are due, as the nightly schedule does.
await command(async () => {
  const { values } = parseArgs({ options: { period: { type: 'string' }, fund: { type: 'string' } } });
  const { aws, outputs, base } = await runningDemo(dataFolder(process.env));
  const operate = (path: string, body: unknown): Promise<Response> =>
    fetch(aws.lambda + path, { method: 'POST', headers: { authorization: 'local' }, body: JSON.stringify(body) });
  const answer = await operate(`/2015-03-31/functions/${outputs['ReportsFunction']}/invocations`, values);
  const result = (await answer.json()) as { ordered?: string[]; errorMessage?: string };
  if (!answer.ok || !result.ordered)
    throw new Complaint(`No statement was ordered: ${result.errorMessage ?? answer.status}`);
  // Orders become statements, and statements become files.
  for (let hop = 0; hop < 2; hop++) await operate('/settled', {});
  const { funds } = FundsSnapshot.parse(await (await fetch(`${base}/data/funds/index.json`)).json());
  const standing = new Set(funds.flatMap(({ reports }) => reports));
  for (const order of result.ordered) {
    const address = `/data/funds/${order.replace(' ', '/reports/')}.json`;
    if (!standing.has(address)) throw new Complaint(`The statement was ordered and did not come: ${address}`);
  }
  const folder = values.fund === undefined ? '/data/funds/' : `/data/funds/${values.fund}/`;
  const asked = [...standing].filter(
    (address) => address.startsWith(folder) && address.endsWith(`${values.period ?? ''}.json`),
  );
  console.log(`${result.ordered.length} new; published, each as JSON, CSV, XLSX and PDF:`);
  for (const address of asked) console.log(`  ${base}${address.replace(/json$/, 'pdf')}`);
});
