/**
 * `npm run fund:verify -- --journal F [--head SEQ:HASH]...`: judges a downloaded journal; a head known from elsewhere (a
 * printed report) also tells that the journal was cut short or computed anew.
 * Exit 0 when it holds, 1 with the first bad sequence number when it does not, 2 when there is no such file or head.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Head } from './contract.ts';
import { readJournal } from './lines.ts';
import { verify } from './verify.ts';

process.exitCode = await main(process.argv.slice(2));

async function main(args: string[]): Promise<number> {
  let text: string;
  let heads: Head[];
  try {
    const options = { journal: { type: 'string' }, head: { type: 'string', multiple: true } } as const;
    const { values } = parseArgs({ args, options });
    heads = (values.head ?? []).map(headOf);
    text = readFileSync(values.journal ?? '', 'utf8');
  } catch (error) {
    console.error(`cannot read: ${error instanceof Error ? error.message : String(error)}`);
    console.error('usage: npm run fund:verify -- --journal FILE [--head SEQ:HASH]...');
    return 2;
  }
  const verdict = await verify(readJournal(text), heads);
  if (verdict.ok) {
    console.log(`${verdict.fund}: ${verdict.head.seq} entries hold, head ${verdict.head.hash}`);
    if (heads.length === 0)
      console.log('no head was given: whether entries after the last one are withheld, a report with its head tells');
  } else console.error(`first bad sequence number: ${verdict.seq} (${verdict.fault}: ${verdict.detail})`);
  return verdict.ok ? 0 : 1;
}

function headOf(text: string): Head {
  const [seq, hash] = text.split(':');
  return Head.parse({ seq: Number(seq), hash });
}
