/** Text of a chosen file: UTF-8, or GB18030 as Excel in China writes it. @throws TypeError when it is neither */
export async function readText(file: File): Promise<string> {
  const bytes = await file.arrayBuffer();
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030', { fatal: true }).decode(bytes);
  }
}

export interface Preview {
  readonly rows: number;
  readonly header: readonly string[];
  readonly first: readonly (readonly string[])[];
}

/** The first rows of a CSV or GeoJSON file, to see whether it is the right one; undefined where it is neither. */
export async function previewOf(text: string, isJson: boolean, shown = 5): Promise<Preview | undefined> {
  return isJson ? previewOfFeatures(text, shown) : previewOfCsv(text, shown);
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
    : value === undefined
      ? ''
      : JSON.stringify(value);
