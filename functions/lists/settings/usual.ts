import type { ListSettings, ListSettingsDraft } from './contract.ts';

/** As most counties have it: the deadlines are those seen in practice, none is law. */
export const usual = {
  days: { triage: 2, claim: 5, contact: 7, plan: 10, service: 30, facility: 60, rating: 7, remind: 1, escalate: 5 },
  holidays: { off: [], worked: [] },
  smallPlace: 30,
  flood: { hour: 10, day: 30 },
} satisfies Omit<ListSettings, 'division' | 'version'>;

/** What a county sets, filled up with what is usual. */
export const withUsual = (draft: ListSettingsDraft): Omit<ListSettings, 'division' | 'version'> => ({
  days: { ...usual.days, ...defined(draft.days) },
  holidays: draft.holidays ?? usual.holidays,
  smallPlace: draft.smallPlace ?? usual.smallPlace,
  flood: { ...usual.flood, ...defined(draft.flood) },
});

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

const defined = <T extends object>(given: T | undefined): Defined<T> =>
  Object.fromEntries(Object.entries(given ?? {}).filter(([, value]) => value !== undefined)) as Defined<T>;
