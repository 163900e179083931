import { addWorkingDays, type Holidays } from '../../calendar/working-days.ts';
import type { Category } from '../categories/contract.ts';
import type { Channel, Demand } from './contract.ts';
import type { Placed } from './place.ts';

export interface Intake extends Placed {
  readonly id: string;
  readonly community: string;
  readonly text: string;
  readonly channel: Channel;
  readonly category?: Category | undefined;
  readonly origin?: string | undefined;
}

/** What a person reads, and nothing that a terminal, a page or a spreadsheet would carry out. */
export const plainText = (text: string): string =>
  text
    .normalize()
    .replace(/[^\P{C}\n\t]/gu, '')
    .trim();

/** A demand as it is first written down. */
export function newDemand(
  { text, category, grid, place, origin, ...told }: Intake,
  at: { readonly now: string; readonly today: string; readonly triageDays: number; readonly holidays: Holidays },
): Demand {
  return {
    ...told,
    text: plainText(text),
    ...(grid && { grid }),
    ...(place && { place: plainText(place) }),
    ...(category && { category }),
    ...(origin && { origin }),
    state: 'submitted',
    version: 1,
    submittedAt: at.now,
    deadline: addWorkingDays(at.today, at.triageDays, at.holidays),
    helpers: [],
    followers: 0,
    extensions: 0,
    rounds: 0,
    supervised: false,
    history: [],
  };
}

/** 26 signs of a new id give a tracking code of twelve: 60 random bits. */
export const codeOf = (newId: string): string =>
  newId
    .slice(-12)
    .replace(/(.{4})(?=.)/g, '$1-')
    .toUpperCase();

/** One spelling of a code, however it was typed. */
export const plainCode = (code: string): string =>
  code
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
