import { command } from './command.ts';
import { clearFolder, dataFolder } from './folder.ts';

await command(async () => {
  const folder = dataFolder(process.env);
  await clearFolder(folder);
  console.log(`${folder} is empty: the next start makes the demo anew.`);
});
