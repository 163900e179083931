import data from './thesaurus.json' with { type: 'json' };
import { compileThesaurus, type Thesaurus } from './thesaurus.ts';

let compiled: Thesaurus | undefined;

/** The thesaurus as it is shipped, compiled when it is first asked for. */
export const usualThesaurus = (): Thesaurus => (compiled ??= compileThesaurus(data));
