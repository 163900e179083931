import { XLSX, type ChosenFile } from './upload.ts';

/** Text of a chosen file: UTF-8, or GB18030 as Excel in China writes it. @throws TypeError when it is neither */
export async function readText(file: File): Promise<string> {
  const bytes = await file.arrayBuffer();
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030', { fatal: true }).decode(bytes);
  }
}

/** A chosen file as it will be sent. @throws TypeError when it is neither text nor a spreadsheet */
export async function uploadOf(file: File): Promise<ChosenFile['upload']> {
  if (/\.xlsx$/i.test(file.name)) return { type: XLSX, bytes: new Uint8Array(await file.arrayBuffer()) };
  return { type: /json$/i.test(file.name) ? 'application/geo+json' : 'text/csv', text: await readText(file) };
}

export interface Preview {
  readonly rows: number;
  readonly header: readonly string[];
  readonly first: readonly (readonly string[])[];
}

/** The first rows of a file, to see whether it is the right one; undefined where it holds no rows. */
export async function previewOf(upload: ChosenFile['upload'], shown = 5): Promise<Preview | undefined> {
  if ('bytes' in upload) return previewOfSheet(upload.bytes, shown);
  return upload.type === 'text/csv' ? previewOfCsv(upload.text, shown) : previewOfFeatures(upload.text, shown);
}

async function previewOfSheet(bytes: Uint8Array, shown: number): Promise<Preview | undefined> {
  const { readXlsx } = await import('hucre/xlsx');
  const { sheets } = await readXlsx(bytes, { sheets: [0] });
  const rows = (sheets[0]?.rows ?? []).map((row) => row.map(textOf));
  const filled = rows.slice(1).filter((row) => row.some((cell) => cell !== ''));
  return rows[0] && { rows: filled.length, header: rows[0], first: filled.slice(0, shown) };
}

async function previewOfCsv(text: string, shown: number): Promise<Preview> {
  const { parse } = await import('csv-parse/browser/esm/sync');
  const rows = parse(text, { bom: true, relax_column_count: true, skip_empty_lines: true });
  const [header = [], ...rest] = rows;
  return { rows: rest.length, header, first: rest.slice(0, shown) };
}

function previewOfFeatures(text: string, shown: number): Preview | undefined {
  try {
    const { features } = JSON.parse(text) as { features?: { properties?: Record<string, unknown> | null }[] };
    if (!Array.isArray(features)) return undefined;
    const header = Object.keys(features[0]?.properties ?? {}).slice(0, 6);
    const cells = features.slice(0, shown).map(({ properties }) => header.map((name) => textOf(properties?.[name])));
    return { rows: features.length, header, first: cells };
  } catch {
    return undefined;
  }
}

const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number'
    ? String(value)
    : value === undefined || value === null
      ? ''
      : JSON.stringify(value);
