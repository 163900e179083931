import type { Locale } from './words.ts';

const tags = { '': 'zh-CN', en: 'en' } as const;

/** 12345.6 -> '12,345.6', at most `digits` digits after the point. */
export const number = (value: number, locale: Locale, digits = 0): string =>
  new Intl.NumberFormat(tags[locale], { maximumFractionDigits: digits }).format(value);

/** 0.0312 -> '3.1%' */
export const percent = (ratio: number, locale: Locale): string =>
  new Intl.NumberFormat(tags[locale], { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(
    ratio,
  );

/** 0.0312 -> '+3.1%', with a true minus sign. */
export function difference(ratio: number, locale: Locale): string {
  const shown = percent(Math.abs(ratio), locale);
  if (Math.abs(ratio) < 0.0005) return shown;
  return (ratio > 0 ? '+' : '−') + shown;
}

const day = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short' });

/** An instant as the day it falls on in Shanghai: '2026-11-20'. */
export const dayOf = (instant: string): string => day.format(new Date(instant));

/** '500229001002007' -> '007', the serial that people say. */
export const serialOf = (gridCode: string): string => String(Number(gridCode.slice(-3)));
