import * as z from 'zod';
import type { Resource } from './catalogue.ts';
import type { Demand } from './rank.ts';

/** A field that may be missing or null. */
const optional = <T extends z.ZodType>(type: T) => type.nullish().transform((value) => value ?? undefined);
const text = optional(z.string());

const ResourceRow = z.object({
  id: z.string().min(1),
  title: z.string(),
  unit: text,
  description: text,
  category: text,
  audience: text,
  kind: text,
  capacityPerMonth: optional(z.number()),
  capacityLeft: optional(z.number()),
  communities: optional(z.array(z.string())),
  validFrom: text,
  validUntil: text,
});
const DemandRow = z.object({ id: z.string().min(1), text: z.string(), community: text, day: text });
const PairRow = z.object({ id: z.string().min(1), a: z.string(), b: z.string() });

/** What a file holds that a command cannot read: one line for people. */
export class UnreadableFile extends Error {}

/** Reads the JSON text of a file of resources; fields that the matcher does not know are passed over. @throws UnreadableFile */
export const resourcesOf = (json: string, file: string): Resource[] => rowsOf(ResourceRow, json, file);

/** Reads the JSON text of a file of demands. @throws UnreadableFile */
export const demandsOf = (json: string, file: string): Demand[] => rowsOf(DemandRow, json, file);

/** Reads the JSON text of a file of pairs {id, a, b}. @throws UnreadableFile */
export const textPairsOf = (json: string, file: string): z.output<typeof PairRow>[] => rowsOf(PairRow, json, file);

function rowsOf<T extends z.ZodType>(row: T, json: string, file: string): z.output<T>[] {
  let value: unknown;
  try {
    value = JSON.parse(json.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new UnreadableFile(`${file} is not JSON: ${(error as Error).message}`);
  }
  if (!Array.isArray(value)) throw new UnreadableFile(`${file} must hold a list ([...]), but holds ${heldBy(value)}`);
  const read = z.array(row).safeParse(value);
  if (read.success) return read.data;
  const { path, message } = read.error.issues[0]!;
  const [at, ...field] = path.map(String);
  const more = read.error.issues.length > 1 ? ` (and ${read.error.issues.length - 1} more)` : '';
  throw new UnreadableFile(`${file}, entry ${Number(at) + 1}: ${field.join('.') || 'entry'}: ${message}${more}`);
}

const heldBy = (value: unknown): string =>
  value === null ? 'null' : typeof value === 'object' ? 'an object' : `a ${typeof value}`;
