import * as z from 'zod';

/** The part of Lambda's filter rules that our template uses: nested keys, and at the leaf any of some texts or beginnings. */
const Leaf = z.array(z.union([z.string(), z.strictObject({ prefix: z.string() })]));
type Pattern = { readonly [key: string]: Pattern | z.output<typeof Leaf> };
const Pattern: z.ZodType<Pattern> = z.lazy(() => z.record(z.string(), z.union([Leaf, Pattern])));

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

function matches(pattern: Pattern, value: unknown): boolean {
  return Object.entries(pattern).every(([key, wanted]) => {
    const part: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
    if (!isLeaf(wanted)) return matches(wanted, part);
    return (
      typeof part === 'string' &&
      wanted.some((each) => (typeof each === 'string' ? part === each : part.startsWith(each.prefix)))
    );
  });
}

const isLeaf = (wanted: Pattern | z.output<typeof Leaf>): wanted is z.output<typeof Leaf> => Array.isArray(wanted);
