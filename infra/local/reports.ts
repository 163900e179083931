import { parseArgs } from 'node:util';
import { command } from './command.ts';
import { Complaint } from './complaint.ts';
import { runningDemo } from './demo.ts';
import { dataFolder } from './folder.ts';

// npm run reports -- [--period 2026-10] [--fund F]: makes the statements that are due, as the monthly schedule does.
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
  for (const order of result.ordered) {
    const [fund, label] = order.split(' ');
    const address = `${base}/data/funds/${fund}/reports/${label}.json`;
    const { status } = await fetch(address);
    if (status !== 200) throw new Complaint(`The statement was ordered and did not come: ${address}`);
    console.log(address);
  }
  if (result.ordered.length === 0) console.log('Every fund has its statements.');
});
