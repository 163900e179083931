/**
 * `npm run fund:verify -- --journal F [--anchor SEQ:HASH]...`: judges a downloaded journal.
 * Exit 0 when it holds, 1 with the first bad sequence number when it does not, 2 when it cannot be read.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Head } from './contract.ts';
import { verify } from './verify.ts';

process.exitCode = await main(process.argv.slice(2));

async function main(args: string[]): Promise<number> {
  let journal: unknown;
  let anchors: Head[];
  try {
    const { values } = parseArgs({
      args,
      options: { journal: { type: 'string' }, anchor: { type: 'string', multiple: true } },
    });
    anchors = (values.anchor ?? []).map(anchorOf);
    journal = JSON.parse(readFileSync(values.journal ?? '', 'utf8'));
  } catch (error) {
    console.error(`cannot read: ${error instanceof Error ? error.message : String(error)}`);
    console.error('usage: npm run fund:verify -- --journal FILE [--anchor SEQ:HASH]...');
    return 2;
  }
  const verdict = await verify(journal, anchors);
  if (verdict.ok) console.log(`${verdict.fund}: ${verdict.head.seq} entries hold, head ${verdict.head.hash}`);
  else console.error(`first bad sequence number: ${verdict.seq} (${verdict.fault}: ${verdict.detail})`);
  return verdict.ok ? 0 : 1;
}

function anchorOf(text: string): Head {
  const [seq, hash] = text.split(':');
  return Head.parse({ seq: Number(seq), hash });
}
