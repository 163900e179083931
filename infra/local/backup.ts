import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { command } from './command.ts';
import { runningDemo } from './demo.ts';
import { dump, tablesOf } from './dump.ts';
import { dynamodb } from './dynamodb.ts';
import { dataFolder } from './folder.ts';

// npm run backup -- [--to FOLDER]: writes every table of the running stack into a folder, with digests.
await command(async () => {
  const { values } = parseArgs({ options: { to: { type: 'string' } } });
  const folder = dataFolder(process.env);
  const { aws, outputs } = await runningDemo(folder);
  const at = new Date().toISOString();
  const to = values.to ?? join(folder, 'backups', at.replace(/\D/g, '').slice(0, 14));
  const { tables } = await dump(dynamodb(aws.dynamodb), tablesOf(outputs), to, at);
  for (const { name, items, sha256 } of tables) console.log(`${name.padEnd(8)} ${items} items  sha256 ${sha256}`);
  console.log(`Backed up into ${to}`);
});
