import type { SheetRow } from '../grids/imports/sheet.ts';
import type { RowFault } from '../http/rows.ts';
import type { ImportKind } from '../system/imports/contract.ts';

/** What became of some rows. */
export interface Taken {
  readonly stored: number;
  readonly unchanged: number;
  readonly faults: readonly RowFault[];
}

/** What became of all of them. */
export const sumOf = (results: readonly Taken[]): Taken => ({
  stored: results.reduce((sum, { stored }) => sum + stored, 0),
  unchanged: results.reduce((sum, { unchanged }) => sum + unchanged, 0),
  faults: results.flatMap(({ faults }) => faults),
});

export interface Moment {
  readonly now: string;
  readonly newId: () => string;
  /** Who started the import, by the token's subject; a system by its id. */
  readonly by: string;
  /** Who keeps that system's secret. */
  readonly keepers: readonly string[];
}

/** Stores rows of one division; the same rows again store nothing. @throws Refusal when none can be taken */
export type Take = (division: string, rows: readonly SheetRow[], moment: Moment) => Promise<Taken>;

export type Takes = Readonly<Record<ImportKind, Take>>;
