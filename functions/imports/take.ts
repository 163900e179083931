import type { SheetRow } from '../grids/imports/sheet.ts';
import type { RowFault } from '../http/rows.ts';
import type { ImportKind } from '../system/imports/contract.ts';

/** What became of some rows. */
export interface Taken {
  readonly stored: number;
  readonly unchanged: number;
  readonly faults: readonly RowFault[];
}

export interface Moment {
  readonly now: string;
  readonly newId: () => string;
}

/** Stores rows of one division; the same rows again store nothing. @throws Refusal when none can be taken */
export type Take = (division: string, rows: readonly SheetRow[], moment: Moment) => Promise<Taken>;

export type Takes = Readonly<Record<ImportKind, Take>>;
