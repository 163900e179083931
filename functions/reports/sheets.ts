import { workbook } from '../fund/exports/workbook.ts';
import { periodWords, reportWords, sectionsOf } from '../fund/statements/sections.ts';
import type { Statement } from '../fund/statements/statement.ts';

/** A statement as an XLSX workbook, a sheet a table. */
export function statementWorkbook(statement: Statement, digest: string): Promise<Uint8Array> {
  const { id, name, period, version } = statement;
  const title = `${name}${periodWords(period.label)}${reportWords(period.label)}`;
  const about = [
    ['报告', title],
    ['编号', id],
    ['版本', String(version)],
    ['报告期', `${period.from} 至 ${period.to}`],
    ['金额单位', '元'],
    ['摘要 SHA-256', digest],
  ];
  return workbook({ title, creator: name, day: period.to }, [
    {
      name: '报告',
      columns: [
        { title: '项目', of: 'text', width: 16 },
        { title: '内容', of: 'text', width: 72 },
      ],
      rows: about,
    },
    ...sectionsOf(statement).map((section) => ({
      name: section.title,
      columns: section.columns.map(({ title: column, of, width }) => ({
        title: column,
        of,
        width: Math.round(12 * Math.max(1, width)),
      })),
      rows: section.rows,
    })),
  ]);
}
