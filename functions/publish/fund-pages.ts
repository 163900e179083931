import type { FundRecords } from './fund-edition.ts';
import { pagePaths, snapshotPaths } from './pages.ts';
import type { LedgerSnapshot } from './fund/contract.ts';
import { entryViews, ledgerParts } from './fund/views.ts';

/** A page and the snapshots that it shows. */
export interface FundPage {
  readonly path: string;
  readonly shows: readonly string[];
}

export interface FundPages {
  /** What the pages read, by snapshot path: the fund's JSON files, and views that are no files. */
  readonly views: ReadonlyMap<string, unknown>;
  readonly pages: readonly FundPage[];
}

/**
 * Every page of a fund.
 * @param files of its edition, by path
 */
export function fundPages({ fund, rows, statements }: FundRecords, files: ReadonlyMap<string, string>): FundPages {
  const { id } = fund;
  const views = new Map<string, unknown>(
    [...files].filter(([path]) => path.endsWith('.json')).map(([path, text]) => [path, JSON.parse(text) as unknown]),
  );
  const overview = snapshotPaths.fund(id);
  const pages: FundPage[] = [
    { path: pagePaths.fund(id), shows: [overview] },
    { path: pagePaths.fundApplications(id), shows: [overview] },
    { path: pagePaths.fundReports(id), shows: [overview] },
    { path: pagePaths.fundVerify(id), shows: [overview] },
  ];
  const show = (path: string, at: string, view?: unknown): void => {
    if (view !== undefined) views.set(at, view);
    pages.push({ path, shows: [at] });
  };
  const { lines } = views.get(snapshotPaths.fundLedger(id)) as LedgerSnapshot;
  const name = { id, name: fund.name };
  for (const part of ledgerParts(name, lines))
    show(pagePaths.fundLedger(id, part.part), snapshotPaths.fundLedgerPart(id, part.part), part);
  for (const view of entryViews(name, rows, lines))
    show(pagePaths.fundEntry(id, view.line.seq), snapshotPaths.fundEntry(id, view.line.seq), view);
  const folder = snapshotPaths.fundApplication(id, '').replace(/\.json$/, '');
  for (const path of files.keys())
    if (path.startsWith(folder)) show(pagePaths.fundApplication(id, path.slice(folder.length, -'.json'.length)), path);
  for (const { record } of statements) {
    const { label } = record.period;
    pages.push({ path: pagePaths.fundReport(id, label), shows: [overview, snapshotPaths.fundReport(id, label)] });
  }
  return { views, pages };
}
