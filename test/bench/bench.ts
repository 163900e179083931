import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';

// npm run bench            every bench
// npm run bench -- grids   one of them, with its own arguments behind
const names = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.ts') && file !== 'bench.ts')
  .map((file) => file.slice(0, -'.ts'.length));
const [wanted, ...rest] = process.argv.slice(2);
if (wanted !== undefined && !names.includes(wanted)) {
  console.error(`There is no bench ${wanted}: ${names.join(', ')}.`);
  process.exit(2);
}
for (const name of wanted === undefined ? names : [wanted]) {
  console.log(`# ${name}`);
  const { status } = spawnSync(process.execPath, [`${import.meta.dirname}/${name}.ts`, ...rest], { stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
