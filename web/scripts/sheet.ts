import { writeXlsx } from 'hucre/xlsx';
import type { Table } from '../../functions/publish/resources/tables.ts';

/** Writes a spreadsheet of the rows that a filtered list shows; loaded when the first one is asked for. */
document.addEventListener('sonata-sheet', (event) => {
  const { name, header, rows } = (event as CustomEvent<Table & { name: string }>).detail;
  void writeXlsx({ sheets: [{ name, rows: [header, ...rows].map((row) => [...row]) }] }).then((bytes) => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([bytes as Uint8Array<ArrayBuffer>]));
    link.download = `${name}.xlsx`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  });
});
