import * as z from 'zod';
import type { Route } from '../http/route.ts';

/** How a list is written out: one record a line, as JSON or as a table. */
export const ExportQuery = z.strictObject({
  format: z.enum(['ndjson', 'csv']).default('ndjson'),
  modifiedSince: z.iso
    .datetime()
    .optional()
    .describe('only records that changed after this instant; a page may then be empty and not be the last'),
  limit: z.coerce.number().int().min(1).max(2000).default(1000),
  cursor: z.string().max(1000).optional(),
});

/**
 * The row of a list's export. The next page is the `Link` header's `rel="next"`; it is absent on the last.
 * @param path below it stands the list: '/divisions/{division}'
 */
export const exportRow = <
  const N extends string,
  const P extends `/${string}`,
  const S extends z.ZodObject,
  const R extends readonly string[],
>(
  list: N,
  { path, params, who, summary, refusals }: Pick<Route, 'who' | 'summary'> & { path: P; params: S; refusals: R },
) =>
  ({
    method: 'GET',
    path: `${path}/exports/${list}`,
    summary: `${summary} As NDJSON or CSV; go on with the Link header's next.`,
    who,
    params,
    query: ExportQuery,
    ok: z.string().describe('one record a line'),
    answers: ['application/x-ndjson', 'text/csv'],
    refusals: [...refusals, 'cursor-invalid'],
  }) as const;
