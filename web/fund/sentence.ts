import type { EntryView } from '../../functions/publish/fund/contract.ts';
import { yuanOf } from '../words/format.ts';
import { giverName, purposeName } from '../words/fund.ts';
import type { FundWords } from '../words/fund-zh.ts';
import type { Locale } from '../words/words.ts';

/** An entry in one plain sentence. */
export function sentenceOf({ line, through }: EntryView, words: FundWords, locale: Locale): string {
  const { sentences } = words.entry;
  const amount = yuanOf(line.amount, locale);
  const who = giverName(words, line);
  const about = line.about ?? line.application ?? '';
  switch (line.kind) {
    case 'contribution':
      return sentences.contribution(who, amount, line.purpose && purposeName(words, line.purpose));
    case 'return':
    case 'consent':
      return sentences[line.kind](who, amount);
    case 'reservation':
    case 'payment':
    case 'release':
    case 'expiry':
    case 'refund':
      return sentences[line.kind](about, amount);
    case 'interest':
    case 'fee':
    case 'reversal':
      return sentences[line.kind](amount);
    default:
      return sentences.closing(through ?? '');
  }
}
