import type { Meeting } from './contract.ts';

export interface CalendarOptions {
  /** Host of the site: makes the event's id unique in the world. */
  readonly host: string;
  /** UTC instant of the writing. */
  readonly at: string;
  /** Page of the meeting. */
  readonly url?: string;
  /** Minutes before the beginning when calendars remind. */
  readonly remindMinutes?: number;
}

/**
 * The invitation as an iCalendar file (RFC 5545: CRLF, lines folded at 75 octets, text escaped). A later file of the same meeting
 * replaces the earlier one by its UID and SEQUENCE; a cancelled meeting says so. It names no person.
 */
export function invitation(meeting: Meeting, { host, at, url, remindMinutes = 1440 }: CalendarOptions): string {
  const agenda = meeting.agenda.map(({ title }, i) => `${i + 1}. ${title}`).join('\n');
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Sonata//Joint meeting//ZH',
    'BEGIN:VEVENT',
    `UID:${text(meeting.id)}@${text(host)}`,
    `DTSTAMP:${instant(at)}`,
    `SEQUENCE:${meeting.version - 1}`,
    `STATUS:${meeting.state === 'cancelled' ? 'CANCELLED' : 'CONFIRMED'}`,
    `DTSTART:${instant(meeting.startsAt)}`,
    `DTEND:${instant(meeting.endsAt)}`,
    `SUMMARY:${text(meeting.title)}`,
    `LOCATION:${text(meeting.place)}`,
    `DESCRIPTION:${text(agenda)}`,
    ...(url === undefined ? [] : [`URL:${oneLine(url)}`]),
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    `DESCRIPTION:${text(meeting.title)}`,
    `TRIGGER:-PT${remindMinutes}M`,
    'END:VALARM',
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

/** 2026-11-23T06:00:00.000Z -> 20261123T060000Z */
const instant = (at: string): string => new Date(at).toISOString().replace(/[-:]|\.\d+/g, '');

const oneLine = (value: string): string => value.replace(/[\p{Cc}]/gu, '');

/** Escaped TEXT (3.3.11); control characters other than the line break are not allowed in it. */
const text = (value: string): string =>
  value
    .replace(/\r\n?/g, '\n')
    .split('\n')
    .map((line) => oneLine(line).replace(/[\\;,]/g, (sign) => `\\${sign}`))
    .join('\\n');

/** At most 75 octets a line without its break (3.1); a character is never split. */
function folded(line: string): string {
  const parts: string[] = [];
  let part = '';
  let octets = 0;
  for (const sign of line) {
    const size = new TextEncoder().encode(sign).length;
    // continuation lines begin with a blank, which counts
    if (octets + size > 75) {
      parts.push(part);
      [part, octets] = ['', 1];
    }
    part += sign;
    octets += size;
  }
  return [...parts, part].join('\r\n ');
}
