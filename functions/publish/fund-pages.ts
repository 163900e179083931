import type { FundRecords } from './fund-edition.ts';
import type { LedgerSnapshot, ReportView } from './fund/contract.ts';
import { entryViews, ledgerParts } from './fund/views.ts';
import type { FundSnapshot } from './contract.ts';
import { pagePaths, snapshotPaths } from './pages.ts';

export interface FundPages {
  /** What the pages read, by snapshot path: the fund's JSON files, and views that are no files. */
  readonly views: ReadonlyMap<string, unknown>;
  readonly pages: readonly string[];
  /** Statements stand in the bucket already: their digests name them. */
  readonly standing: ReadonlyMap<string, string>;
}

/**
 * Every page of a fund.
 * @param files of its edition, by path
 */
export function fundPages({ fund, rows }: FundRecords, files: ReadonlyMap<string, string | Uint8Array>): FundPages {
  const { id, name } = fund;
  const views = new Map<string, unknown>(
    [...files].flatMap(([path, content]) =>
      typeof content === 'string' && path.endsWith('.json') ? [[path, JSON.parse(content) as unknown]] : [],
    ),
  );
  const overview = views.get(snapshotPaths.fund(id)) as FundSnapshot;
  const pages = [pagePaths.fund, pagePaths.fundApplications, pagePaths.fundReports, pagePaths.fundVerify].map((path) =>
    path(id),
  );
  const show = (path: string, at: string, view: unknown): void => {
    views.set(at, view);
    pages.push(path);
  };
  const { lines } = views.get(snapshotPaths.fundLedger(id)) as LedgerSnapshot;
  for (const part of ledgerParts({ id, name }, lines))
    show(pagePaths.fundLedger(id, part.part), snapshotPaths.fundLedgerPart(id, part.part), part);
  for (const view of entryViews({ id, name }, rows, lines, overview.findings))
    show(pagePaths.fundEntry(id, view.line.seq), snapshotPaths.fundEntry(id, view.line.seq), view);
  for (const application of overview.applications) {
    pages.push(pagePaths.fundApplication(id, application.id));
  }
  const standing = new Map<string, string>();
  for (const report of overview.reports) {
    const { label } = report.period;
    const view: ReportView = { fund: { id, name }, report };
    show(pagePaths.fundReport(id, label), snapshotPaths.fundReportView(id, label), view);
    standing.set(snapshotPaths.fundReport(id, label), report.digest);
  }
  return { views, pages, standing };
}
