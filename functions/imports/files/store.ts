import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { pipeline, Readable } from 'node:stream';
import { DeleteObjectCommand, GetObjectCommand, NoSuchKey, type S3Client } from '@aws-sdk/client-s3';
import { parse } from 'csv-parse';
import { streamXlsxRows } from 'hucre/xlsx';
import { csvOptions, type CsvRecord, csvUnreadable } from '../../grids/imports/files.ts';
import { nameOf, rowsOfCells, type SheetRow, XLSX } from '../../grids/imports/sheet.ts';
import { Refusal, refuse } from '../../http/refusal.ts';
import { NDJSON, rowsOfLine } from '../../system/imports/rows.ts';
import type { ImportRecord } from '../../system/imports/store.ts';

type File = NonNullable<ImportRecord['file']>;

/** Rows as they are asked for. */
export type Rows = AsyncIterable<SheetRow> | Iterable<SheetRow>;

/** A file that was put by its address. */
interface Opened {
  readonly digest: string;
  /** Its rows from the first on. @throws Refusal 'file-unreadable', while they are read */
  readonly rows: () => Rows;
}

export type Files = ReturnType<typeof openFiles>;

/** Where files of imports wait. Each is held as bytes while its rows are made of it, a few at a time. */
export const openFiles = (bucket: string, client: S3Client) => ({
  /** @throws Refusal 'file-missing' when nobody put it, or its day is over */
  async open({ key, type }: File): Promise<Opened> {
    const bytes = await client
      .send(new GetObjectCommand({ Bucket: bucket, Key: key }))
      .then(({ Body }) => Body!.transformToByteArray())
      .catch((error: unknown) => {
        if (error instanceof NoSuchKey) return refuse('file-missing');
        throw error;
      });
    const digest = createHash('sha256').update(bytes).digest('hex');
    return { digest, rows: () => (type === NDJSON ? lines(bytes) : type === XLSX ? sheet(bytes) : csv(bytes)) };
  },

  async remove({ key }: File): Promise<void> {
    await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
  },
});

const PIECE_BYTES = 65_536;
/** Longer than any row, and not worth being put together. */
const LONGEST_LINE = 1_000_000;

/** Its text piece by piece: UTF-8 with or without BOM, else GB18030. */
function* textOf(bytes: Uint8Array): Generator<string> {
  const decoder = new TextDecoder(isUtf8(bytes) ? 'utf-8' : 'gb18030');
  for (let at = 0; at < bytes.length; at += PIECE_BYTES)
    yield decoder.decode(bytes.subarray(at, at + PIECE_BYTES), { stream: true });
  yield decoder.decode();
}

async function* csv(bytes: Uint8Array): AsyncGenerator<SheetRow> {
  const parser = parse(csvOptions);
  // What fails is thrown where the records are read.
  pipeline(Readable.from(textOf(bytes)), parser, () => undefined);
  try {
    for await (const { record, info } of parser as AsyncIterable<CsvRecord>) yield { row: info.lines, cells: record };
  } catch (error) {
    csvUnreadable(error);
  }
}

function* lines(bytes: Uint8Array): Generator<SheetRow> {
  let at = 0;
  let rest = '';
  for (const text of textOf(bytes)) {
    const whole = (rest + text).split('\n');
    rest = whole.pop() ?? '';
    for (const line of whole) yield* rowsOfLine(line, at++);
    if (rest.length > LONGEST_LINE) refuse('file-unreadable', undefined, { reason: `NDJSON ${at + 1}` });
  }
  yield* rowsOfLine(rest, at);
}

async function* sheet(bytes: Uint8Array): AsyncGenerator<SheetRow> {
  let names: string[] | undefined;
  try {
    for await (const { index, values } of streamXlsxRows(bytes, { sheet: 0 })) {
      if (names) yield* rowsOfCells(names, values, index + 1);
      else names = values.map(nameOf);
    }
  } catch (error) {
    if (error instanceof Refusal) throw error;
    refuse('file-unreadable', undefined, { reason: 'XLSX' });
  }
}
