import type { Row } from '../ledger/contract.ts';
import { journalColumns, journalLines } from './journal.ts';
import { workbook } from './workbook.ts';

/** The journal as an XLSX workbook, one line a leg; the same rows are the same bytes. */
export const journalWorkbook = (name: string, rows: readonly Row[]): Promise<Uint8Array> =>
  workbook({ title: `${name} journal`, creator: name, day: rows.at(-1)?.day ?? '1970-01-01' }, [
    {
      name: 'journal',
      columns: journalColumns.map((title) => {
        if (title === 'seq') return { title, of: 'count', width: 8 };
        return title === 'amount_yuan' ? { title, of: 'fen', width: 14 } : { title, of: 'text', width: 16 };
      }),
      rows: [...journalLines(rows)],
    },
  ]);
