import { parse } from 'csv-parse/sync';
import { refuse } from '../../http/refusal.ts';

/** Rows of a CSV as objects by its header, each with its line number. @throws Refusal 'file-unreadable' */
export function readCsv(text: string): { row: number; cells: Record<string, string | undefined> }[] {
  try {
    const records: { record: Record<string, string>; info: { lines: number } }[] = parse(text, {
      bom: true,
      columns: (header: string[]) => header.map((name) => name.trim().toLowerCase()),
      skip_empty_lines: true,
      relax_column_count: true,
      trim: true,
      info: true,
    });
    return records.map(({ record, info }) => ({ row: info.lines, cells: record }));
  } catch (error) {
    return refuse('file-unreadable', undefined, { reason: error instanceof Error ? error.message : 'CSV' });
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
