import fc from 'fast-check';
import ICAL from 'ical.js';
import { expect, test } from 'vitest';
import { invitation } from '../../../../functions/grids/meetings/calendar.ts';
import type { Meeting } from '../../../../functions/grids/meetings/contract.ts';

const meeting = (words: Partial<Pick<Meeting, 'title' | 'place' | 'agenda' | 'state'>> = {}): Meeting => ({
  id: '01JD3Z8K6Q4V5W7X9Y0ABCDEFG',
  division: '500229001002',
  title: '四季度联席会议',
  place: '二楼; 会议室, 东侧',
  startsAt: '2026-12-01T01:00:00.000Z',
  endsAt: '2026-12-01T03:00:00.000Z',
  agenda: [
    { serial: 1, title: '卫生整治' },
    { serial: 4, title: '慰问老人' },
  ],
  invitations: [],
  proposals: [],
  quorum: { part: 1, of: 2 },
  state: 'called',
  history: [{ transition: 'call', at: '2026-11-23T06:00:00.000Z', by: 'x' }],
  breakdowns: [],
  version: 2,
  ...words,
});
const options = { host: 'sonata.example', at: '2026-11-23T06:00:00.000Z', url: 'https://sonata.example/meetings/1/' };
const read = (file: string) => new ICAL.Event(new ICAL.Component(ICAL.parse(file)).getFirstSubcomponent('vevent')!);

test('an independent parser reads the invitation', () => {
  const event = read(invitation(meeting(), options));
  expect(event.uid).toBe('01JD3Z8K6Q4V5W7X9Y0ABCDEFG@sonata.example');
  expect(event.summary).toBe('四季度联席会议');
  expect(event.location).toBe('二楼; 会议室, 东侧');
  expect(event.description).toBe('1. 卫生整治\n2. 慰问老人');
  expect(event.startDate.toJSDate().toISOString()).toBe('2026-12-01T01:00:00.000Z');
  expect(event.endDate.toJSDate().toISOString()).toBe('2026-12-01T03:00:00.000Z');
  expect(event.sequence).toBe(1);
  expect(event.component.getFirstPropertyValue('status')).toBe('CONFIRMED');
  const alarm = event.component.getFirstSubcomponent('valarm')!;
  expect(String(alarm.getFirstPropertyValue('trigger'))).toBe('-PT1440M');
});

test('a cancelled meeting says so under the same id', () => {
  const event = read(invitation(meeting({ state: 'cancelled' }), options));
  expect(event.component.getFirstPropertyValue('status')).toBe('CANCELLED');
});

const words = fc.string({ unit: 'grapheme', maxLength: 120 });

test('any title, place and agenda come back as they were; no line exceeds 75 octets or splits a character', () =>
  fc.assert(
    fc.property(words, words, fc.array(words, { maxLength: 4 }), (title, place, items) => {
      const file = invitation(
        meeting({ title, place, agenda: items.map((t, i) => ({ serial: i + 1, title: t })) }),
        options,
      );
      for (const line of file.split('\r\n')) {
        expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
        expect(line.isWellFormed()).toBe(true);
      }
      expect(file.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
      const event = read(file);
      expect(event.summary).toBe(title);
      expect(event.location).toBe(place);
      expect(event.description).toBe(items.map((t, i) => `${i + 1}. ${t}`).join('\n'));
    }),
  ));

test('words cannot smuggle lines into the file', () => {
  const file = invitation(meeting({ title: 'a\r\nATTENDEE:mailto:x@y\u0000\u0007b' }), options);
  expect(file).toContain('SUMMARY:a\\nATTENDEE:mailto:x@yb\r\n');
  expect(file).not.toContain('\r\nATTENDEE');
});
