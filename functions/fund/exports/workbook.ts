import { writeXlsx } from 'hucre/xlsx';

/** A sheet: columns of text, whole numbers or yuan, and its rows. Text is text, whatever it begins with. */
export interface Sheet {
  readonly name: string;
  readonly columns: readonly {
    readonly title: string;
    readonly of: 'text' | 'count' | 'fen';
    readonly width: number;
  }[];
  readonly rows: readonly (readonly (string | number)[])[];
}

/** What a workbook says of itself. Its instant stands in for the clock, so that the same rows are the same bytes. */
export interface About {
  readonly title: string;
  readonly creator: string;
  /** An Asia/Shanghai day. */
  readonly day: string;
}

const formats = { text: {}, count: { numFmt: '0' }, fen: { numFmt: '#,##0.00;[Red]-#,##0.00' } } as const;
const heading = {
  font: { bold: true },
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'EEF3F6' } },
} as const;

/** An XLSX workbook: the first row of each sheet frozen and filterable; fen are yuan to the fen. */
export async function workbook(about: About, sheets: readonly Sheet[]): Promise<Uint8Array> {
  const at = new Date(`${about.day}T00:00:00.000Z`);
  return writeXlsx({
    properties: { title: about.title, creator: about.creator, created: at, modified: at },
    sheets: sheets.map(({ name, columns, rows }) => ({
      name: nameOf(name),
      columns: columns.map(({ width, of }) => ({ width, ...formats[of] })),
      rows: [
        columns.map(({ title }) => title),
        ...rows.map((row) =>
          row.map((cell, i) => (typeof cell === 'number' && columns[i]?.of === 'fen' ? cell / 100 : cell)),
        ),
      ],
      cells: new Map(columns.map(({ title }, i) => [`0,${i}`, { value: title, style: heading }])),
      freezePane: { rows: 1 },
    })),
  });
}

/** A sheet's name has 31 characters at most and none of these. */
const nameOf = (name: string): string => name.replace(/[\\/?*[\]:]/g, ' ').slice(0, 31);
