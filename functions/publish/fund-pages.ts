import type { FundRecords } from './fund-edition.ts';
import type { LedgerSnapshot } from './fund/contract.ts';
import { entryViews, ledgerParts } from './fund/views.ts';
import type { FundSnapshot } from './contract.ts';
import { pagePaths, snapshotPaths } from './pages.ts';

export interface FundPages {
  /** What the pages read, by snapshot path: the fund's JSON files, and views that are no files. */
  readonly views: ReadonlyMap<string, unknown>;
  /** Each page with what it shows of them: it is printed anew when that changes. */
  readonly pages: ReadonlyMap<string, unknown>;
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
  const pages = new Map<string, unknown>([
    [pagePaths.fund(id), overview],
    [pagePaths.fundApplications(id), [name, overview.applications]],
    [pagePaths.fundReports(id), [name, overview.reports]],
    [pagePaths.fundVerify(id), [name, overview.downloads]],
  ]);
  const show = (path: string, at: string, view: unknown): void => {
    views.set(at, view);
    pages.set(path, view);
  };
  const { lines } = views.get(snapshotPaths.fundLedger(id)) as LedgerSnapshot;
  for (const part of ledgerParts({ id, name }, lines))
    show(pagePaths.fundLedger(id, part.part), snapshotPaths.fundLedgerPart(id, part.part), part);
  for (const view of entryViews({ id, name }, rows, lines, overview.findings))
    show(pagePaths.fundEntry(id, view.line.seq), snapshotPaths.fundEntry(id, view.line.seq), view);
  for (const application of overview.applications) {
    const view = views.get(snapshotPaths.fundApplication(id, application.id));
    pages.set(pagePaths.fundApplication(id, application.id), view);
  }
  // A statement's file stands in the bucket already; its digest names it.
  for (const report of overview.reports) pages.set(pagePaths.fundReport(id, report.period.label), [name, report]);
  return { views, pages };
}
