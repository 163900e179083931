import { statementCsv } from '../fund/statements/publish.ts';
import type { Statement } from '../fund/statements/statement.ts';
import type { Faces } from './pdf.ts';

/** A file's name below the fund's reports, and its content. */
export type File = readonly [name: string, content: string | Uint8Array];

/**
 * The files of a statement: JSON (the bytes of the digest), CSV, XLSX and PDF; each under the name of its version, which
 * stays for good, and under the name of its period, which is the version in force.
 * What sets type and makes workbooks is loaded when it is needed, so that ordering statements starts without it.
 */
export async function filesOf(json: string, digest: string, faces: () => Promise<Faces>): Promise<File[]> {
  const statement = JSON.parse(json) as Statement;
  const [{ statementPdf }, { statementWorkbook }] = await Promise.all([import('./pdf.ts'), import('./sheets.ts')]);
  const contents: File[] = [
    ['json', json],
    ['csv', statementCsv(statement)],
    ['xlsx', await statementWorkbook(statement, digest)],
    ['pdf', await statementPdf(statement, digest, await faces())],
  ];
  const { period, version } = statement;
  return [`${period.label}.v${version}`, period.label].flatMap((name) =>
    contents.map(([type, content]): File => [`${name}.${type}`, content]),
  );
}
