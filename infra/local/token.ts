import { command } from './command.ts';
import { runningDemo, tokenOf } from './demo.ts';
import { dataFolder } from './folder.ts';

// npm run -s token -- NAME
await command(async () => console.log(await tokenOf(await runningDemo(dataFolder(process.env)), process.argv[3])));
