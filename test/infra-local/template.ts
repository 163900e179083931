import { Template } from '../../infra/local/assembly.ts';
import { type Names, readNames } from '../../infra/local/names.ts';

/** The names of a small template written by hand: logical id to [type, properties]. */
export function names(resources: Record<string, readonly [type: string, properties: unknown]>): Names {
  const Resources = Object.fromEntries(
    Object.entries(resources).map(([id, [Type, Properties]]) => [id, { Type, Properties }]),
  );
  return readNames(Template.parse({ Resources }));
}
