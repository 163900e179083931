import * as z from 'zod';

/** The part of Lambda's and EventBridge's patterns that our template uses: nested keys, and at the leaf any of some texts or beginnings. */
const Leaf = z.array(z.union([z.string(), z.strictObject({ prefix: z.string() })]));
export type Pattern = { readonly [key: string]: Pattern | z.output<typeof Leaf> };
export const Pattern: z.ZodType<Pattern> = z.lazy(() => z.record(z.string(), z.union([Leaf, Pattern])));

export const FilterCriteria = z.strictObject({
  Filters: z.array(
    z.strictObject({
      Pattern: z
        .string()
        .transform((text): unknown => JSON.parse(text))
        .pipe(Pattern),
    }),
  ),
});

/** Does a record pass one of the filters? Every record does where there is none. */
export function passes(criteria: z.output<typeof FilterCriteria> | undefined, record: unknown): boolean {
  return !criteria || criteria.Filters.some(({ Pattern: pattern }) => matches(pattern, record));
}

/** Does a value have all that a pattern asks for? Of a list, one text is enough. */
export function matches(pattern: Pattern, value: unknown): boolean {
  return Object.entries(pattern).every(([key, wanted]) => {
    const part: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
    if (!isLeaf(wanted)) return matches(wanted, part);
    return [part]
      .flat()
      .some(
        (text) =>
          typeof text === 'string' &&
          wanted.some((each) => (typeof each === 'string' ? text === each : text.startsWith(each.prefix))),
      );
  });
}

const isLeaf = (wanted: Pattern | z.output<typeof Leaf>): wanted is z.output<typeof Leaf> => Array.isArray(wanted);
