import type { Locale } from './words.ts';

const tags = { '': 'zh-CN', en: 'en' } as const;

const formats = new Map<string, Intl.NumberFormat>();

/** Making a format costs far more than using it, and a page shows hundreds of numbers. */
function formatted(value: number, locale: Locale, options: Intl.NumberFormatOptions, name: string): string {
  const key = locale + name;
  const format = formats.get(key) ?? new Intl.NumberFormat(tags[locale], options);
  formats.set(key, format);
  return format.format(value);
}

/** 12345.6 -> '12,345.6', at most `digits` digits after the point. */
export const number = (value: number, locale: Locale, digits = 0): string =>
  formatted(value, locale, { maximumFractionDigits: digits }, `#${digits}`);

/** 300000 fen -> '3,000.00'; whole yuan -> '3,000' where `short`. */
export function yuanOf(fen: number, locale: Locale, short = false): string {
  const digits = short && fen % 100 === 0 ? 0 : 2;
  return formatted(fen / 100, locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }, `y${digits}`);
}

/** The same with its sign, a true minus: '+3,000.00'. */
export const changeOf = (fen: number, locale: Locale): string =>
  `${fen > 0 ? '+' : fen < 0 ? '−' : ''}${yuanOf(Math.abs(fen), locale)}`;

/** 6000 basis points -> '60%' */
export const shareOf = (points: number, locale: Locale): string =>
  formatted(points / 10_000, locale, { style: 'percent', maximumFractionDigits: 2 }, '%2');

/** 0.0312 -> '3.1%' */
export const percent = (ratio: number, locale: Locale): string =>
  formatted(ratio, locale, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 }, '%');

/** 0.0312 -> '+3.1%', with a true minus sign. */
export function difference(ratio: number, locale: Locale): string {
  const shown = percent(Math.abs(ratio), locale);
  if (Math.abs(ratio) < 0.0005) return shown;
  return (ratio > 0 ? '+' : '−') + shown;
}

const day = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short' });

/** An instant as the day it falls on in Shanghai: '2026-11-20'. */
export const dayOf = (instant: string): string => day.format(new Date(instant));

const minute = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' });

/** An instant in Shanghai to the minute: '2026-11-20 10:00'. */
export const minuteOf = (instant: string): string => minute.format(new Date(instant));

/** '500229001002007' -> '007', the serial that people say. */
export const serialOf = (gridCode: string): string => String(Number(gridCode.slice(-3)));
