/**
 * Whether a schedule of EventBridge Scheduler falls into a minute.
 * @param expression 'cron(minute hour day month weekday year)' in `zone`, 'rate(n minutes|hours|days)' or 'at(yyyy-mm-ddThh:mm:ss)'
 * @param minute an instant, whole minutes since the epoch; a rate counts from the epoch
 * @throws Error for an expression that is none of these
 */
export function isDue(expression: string, zone: string, minute: number): boolean {
  const [, kind, inner = ''] = /^(cron|rate|at)\((.+)\)$/.exec(expression.trim()) ?? [];
  if (kind === 'rate') return minute % minutesOf(inner) === 0;
  const wall = wallClock(minute, zone);
  if (kind === 'at')
    return (
      inner.slice(0, 16) === `${wall.year}-${two(wall.month)}-${two(wall.day)}T${two(wall.hour)}:${two(wall.minute)}`
    );
  const fields = inner.trim().split(/\s+/);
  if (kind !== 'cron' || fields.length !== 6) throw new Error(`the schedule ${expression} is no cron, rate or at`);
  const [minutes = '', hours = '', days = '', months = '', weekdays = '', years = ''] = fields;
  return (
    inField(minutes, wall.minute, 0, 59) &&
    inField(hours, wall.hour, 0, 23) &&
    inField(named(months, MONTHS, 1), wall.month, 1, 12) &&
    inField(years, wall.year, 1970, 2199) &&
    isDay(days, wall) &&
    isWeekday(named(weekdays, WEEKDAYS, 1), wall)
  );
}

interface WallClock {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  /** 1 Sunday to 7 Saturday. */
  readonly weekday: number;
}

const MONTHS = 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split(' ');
const WEEKDAYS = 'SUN MON TUE WED THU FRI SAT'.split(' ');

function minutesOf(rate: string): number {
  const [, count = '', unit] = /^(\d+) (minute|hour|day)s?$/.exec(rate) ?? [];
  const minutes = Number(count) * { minute: 1, hour: 60, day: 1440 }[unit ?? '']!;
  if (!(minutes > 0)) throw new Error(`the schedule rate(${rate}) is no rate`);
  return minutes;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function wallClock(minute: number, zone: string): WallClock {
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    });
  formats.set(zone, format);
  const part = Object.fromEntries(
    format.formatToParts(minute * 60_000).map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 0, day = 0, hour = 0, minute: m = 0 } = part;
  return { year, month, day, hour, minute: m, weekday: new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 1 };
}

const two = (n: number): string => String(n).padStart(2, '0');

const named = (field: string, words: readonly string[], first: number): string =>
  field.replace(/[A-Z]{3}/gi, (word) => {
    const place = words.indexOf(word.toUpperCase());
    return place < 0 ? word : String(place + first);
  });

/** Lists, ranges, steps and *: '0', '1-5', '0/15', '*'. */
function inField(field: string, value: number, least: number, most: number): boolean {
  if (field === '*' || field === '?') return true;
  return field.split(',').some((item) => {
    const [range = '', step] = item.split('/');
    const [from, to] = range === '*' ? [least, most] : range.split('-').map(Number);
    if (from === undefined || Number.isNaN(from)) throw new Error(`the schedule's field ${field} is not known here`);
    const last = to ?? (step === undefined ? from : most);
    return value >= from && value <= last && (value - from) % Number(step ?? 1) === 0;
  });
}

const lastDay = ({ year, month }: WallClock): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

function isDay(field: string, wall: WallClock): boolean {
  return field === 'L' ? wall.day === lastDay(wall) : inField(field, wall.day, 1, 31);
}

/** Also '2#1', the first Monday of the month, and '6L', its last Friday. */
function isWeekday(field: string, wall: WallClock): boolean {
  const [, day, nth] = /^(\d)#(\d)$/.exec(field) ?? [];
  if (day !== undefined) return wall.weekday === Number(day) && Math.ceil(wall.day / 7) === Number(nth);
  const [, last] = /^(\d)L$/.exec(field) ?? [];
  if (last !== undefined) return wall.weekday === Number(last) && wall.day > lastDay(wall) - 7;
  return inField(field, wall.weekday, 1, 7);
}
