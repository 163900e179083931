import { committed, granted, refunded } from '../ledger/accounts.ts';
import type { Entry } from '../ledger/contract.ts';
import type { Period } from './period.ts';

/** What an application's record says beside the ledger. Public words only. */
export interface Project {
  readonly application: string;
  readonly title: string;
  readonly state: string;
  /** Fen of approved cost, and of the residents' own share. */
  readonly cost: number;
  readonly own: number;
  /** Fen of receipts handed in at completion. */
  readonly actual?: number;
  readonly rulesVersion: number;
  /** Named shortcomings against the rules it was approved under; empty when it keeps them. */
  readonly shortcomings: readonly string[];
  readonly inspections: readonly { readonly on: string; readonly finding: string; readonly followedUp: boolean }[];
}

/** An application that has no commitment; fen asked of the fund and of the whole cost. */
export interface PendingRow {
  readonly application: string;
  readonly title: string;
  readonly state: string;
  readonly cost: number;
  readonly asked: number;
}

/** One application in a statement: to the end of the period, and what was paid within it. Fen. */
export interface ApplicationRow {
  readonly application: string;
  readonly reserved: number;
  readonly paid: number;
  readonly paidInPeriod: number;
  readonly refunded: number;
  /** Still committed. */
  readonly committed: number;
  readonly project?: Project;
}

/**
 * Every application with a reservation by the end of the period, by id; its inspections up to the period's last day.
 * @param entries from the first to the period's last
 */
export function applicationRows(
  entries: readonly Entry[],
  period: Period,
  projects: readonly Project[],
): ApplicationRow[] {
  const reserved = new Map<string, number>();
  const balances = new Map<string, number>();
  const within = new Map<string, number>();
  for (const entry of entries) {
    if (entry.kind === 'reservation') reserved.set(entry.application, entry.amount);
    for (const { account, amount } of entry.legs) {
      balances.set(account, (balances.get(account) ?? 0) + amount);
      if (entry.day >= period.from) within.set(account, (within.get(account) ?? 0) + amount);
    }
  }
  const known = new Map(projects.map((project) => [project.application, project]));
  return [...reserved]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([application, amount]) => ({
      application,
      reserved: amount,
      paid: balances.get(granted(application)) ?? 0,
      paidInPeriod: within.get(granted(application)) ?? 0,
      refunded: 0 - (balances.get(refunded(application)) ?? 0),
      committed: balances.get(committed(application)) ?? 0,
      ...projectOf(known.get(application), period),
    }));
}

function projectOf(project: Project | undefined, { to }: Period): { project?: Project } {
  if (!project) return {};
  const inspections = project.inspections
    .filter(({ on }) => on <= to)
    .toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
  return { project: { ...project, inspections } };
}
