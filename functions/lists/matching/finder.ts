import { buildDuplicateFinder, type DuplicateFinder, type MatterData } from './duplicates.ts';
import matters from './matters.json' with { type: 'json' };
import { compileThesaurus, type ThesaurusData } from './thesaurus.ts';
import thesaurus from './thesaurus.json' with { type: 'json' };

/** The finder over the thesaurus and the matters that ship with the product. */
export const shippedFinder = (): DuplicateFinder => {
  const base = thesaurus as unknown as ThesaurusData;
  return buildDuplicateFinder(compileThesaurus(base), base, matters as unknown as MatterData[]);
};
