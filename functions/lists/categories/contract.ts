import * as z from 'zod';

/** The twelve matters that demands and resources are sorted by. */
export const Category = z.enum([
  'elderly',
  'children',
  'employment',
  'law',
  'health',
  'environment',
  'repair',
  'safety',
  'culture',
  'relief',
  'service',
  'venue',
]);
export type Category = z.output<typeof Category>;
