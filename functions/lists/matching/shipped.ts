import compiled from './compiled.json' with { type: 'json' };
import type { Matters } from './duplicates.ts';
import { unpack } from './packed.ts';
import type { Thesaurus } from './thesaurus.ts';

let thesaurus: Thesaurus | undefined;
let matters: Matters | undefined;

/** The thesaurus as it is shipped, made ready when it is first asked for. */
export const usualThesaurus = (): Thesaurus => (thesaurus ??= unpack(compiled.thesaurus) as Thesaurus);

/** The matters as they are shipped, likewise. */
export const usualMatters = (): Matters => (matters ??= unpack(compiled.matters) as Matters);
