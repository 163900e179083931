import { parseArgs } from 'node:util';
import { command } from './command.ts';
import { Complaint } from './complaint.ts';
import { runningDemo } from './demo.ts';
import { checked, load, tablesOf } from './dump.ts';
import { dynamodb } from './dynamodb.ts';
import { dataFolder } from './folder.ts';

// npm run restore -- --from FOLDER --replace: puts a backup in the place of all that the running stack holds.
await command(async () => {
  const { values } = parseArgs({ options: { from: { type: 'string' }, replace: { type: 'boolean' } } });
  if (values.from === undefined) throw new Complaint('From which folder? npm run restore -- --from FOLDER --replace');
  const { aws, outputs } = await runningDemo(dataFolder(process.env));
  const tables = tablesOf(outputs);
  const manifest = await checked(values.from, Object.keys(tables));
  const items = manifest.tables.reduce((sum, table) => sum + table.items, 0);
  if (!values.replace)
    throw new Complaint(
      `The backup of ${manifest.at} is whole: ${items} items. Say --replace to put it in the place of all that runs now.`,
    );
  await load(dynamodb(aws.dynamodb), tables, values.from, manifest);
  console.log(`${items} items restored as of ${manifest.at}.`);
  // Pages and open data are made from the tables.
  await import('./rebuild.ts');
});
