import { parse } from 'csv-parse/sync';
import { refuse } from '../../http/refusal.ts';

/** How a CSV is read, whole or as a stream. */
export const csvOptions = {
  bom: true,
  columns: (header: string[]): string[] => header.map((name) => name.trim().toLowerCase()),
  skip_empty_lines: true,
  relax_column_count: true,
  trim: true,
  info: true,
} as const;

/** A record as `csvOptions` have it read. */
export interface CsvRecord {
  readonly record: Record<string, string>;
  readonly info: { readonly lines: number };
}

/** @throws Refusal 'file-unreadable' that says what the reader of CSV said */
export const csvUnreadable = (error: unknown): never =>
  refuse('file-unreadable', undefined, { reason: error instanceof Error ? error.message : 'CSV' });

/** Rows of a CSV as objects by its header, each with its line number. @throws Refusal 'file-unreadable' */
export function readCsv(text: string): { row: number; cells: Record<string, string | undefined> }[] {
  try {
    const records: CsvRecord[] = parse(text, csvOptions);
    return records.map(({ record, info }) => ({ row: info.lines, cells: record }));
  } catch (error) {
    return csvUnreadable(error);
  }
}

/** A GeoJSON feature as a file may hold it: nothing of it is sure. */
export interface Feature {
  id?: unknown;
  properties?: Record<string, unknown> | null;
  geometry?: { type?: unknown; coordinates?: unknown } | null;
}

/** The features of a GeoJSON FeatureCollection; an empty one for null. @throws Refusal 'file-unreadable' */
export function readFeatures(text: string): Feature[] {
  let file: { features?: unknown } | null;
  try {
    file = JSON.parse(text) as typeof file;
  } catch {
    return refuse('file-unreadable', undefined, { reason: 'JSON' });
  }
  if (!Array.isArray(file?.features)) return refuse('file-unreadable', undefined, { reason: 'FeatureCollection' });
  return (file.features as (Feature | null)[]).map((feature) => feature ?? {});
}
