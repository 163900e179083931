import { compileMatters, type DuplicateFinder, type MatterData } from './duplicates.ts';
import matters from './matters.json' with { type: 'json' };
import type { Thesaurus } from './thesaurus.ts';
import thesaurus from './thesaurus.json' with { type: 'json' };

const data = matters as unknown as MatterData[];
let compiled: Thesaurus | undefined;

/** The finder over the matters that ship with the product and a county's thesaurus. */
export const finderOver = (own: Thesaurus): DuplicateFinder => ({
  thesaurus: own,
  matters: (compiled ??= compileMatters(thesaurus, data)),
  data,
});
