import { XMLParser } from 'fast-xml-parser';
import { expect, test } from 'vitest';
import { readForm } from '../../../../functions/lists/open311/form.ts';
import { services } from '../../../../functions/lists/open311/report.ts';
import { written, writtenErrors } from '../../../../functions/lists/open311/write.ts';
import { Invalid, problemOf } from '../../../../functions/http/problem.ts';
import { Refusal } from '../../../../functions/http/refusal.ts';
import { GeoReportErrors } from '../../../../functions/lists/open311/contract.ts';

const parser = new XMLParser({ parseTagValue: false });

test('JSON and XML say the same; what a reader would take for markup is only text', () => {
  const record = { service_request_id: 'a', description: '<b>&\u0007 灯</b>', address: null };
  expect(JSON.parse(written('json', ['service_requests', 'request'], [record]).body)).toEqual([record]);
  const xml = written('xml', ['service_requests', 'request'], [record]);
  expect(xml.type).toBe('application/xml');
  expect(parser.parse(xml.body)).toMatchObject({
    service_requests: { request: { service_request_id: 'a', description: '<b>& 灯</b>', address: '' } },
  });
});

test('a refusal is a list of errors, as JSON and as XML, each fault by itself', () => {
  const unknown = problemOf(new Refusal('no-such-service'), 'en', 'r');
  const json = writtenErrors(unknown, '/open311/500229/services/none.json');
  expect(json.type).toBe('application/json');
  expect(GeoReportErrors.parse(JSON.parse(json.body))).toEqual([
    { code: 404, description: 'no-such-service: The service_code is not in the list of services.' },
  ]);
  const faults = [{ detail: 'is <no> number', parameter: 'page' }, { detail: 'is missing' }];
  const xml = writtenErrors(problemOf(new Invalid(faults), 'en', 'r'), '/open311/500229/requests.xml');
  expect(xml.type).toBe('application/xml');
  expect(parser.parse(xml.body)).toMatchObject({
    errors: {
      error: [
        { code: '422', description: 'request-invalid: page is <no> number' },
        { code: '422', description: 'request-invalid: is missing' },
      ],
    },
  });
});

test('the services are the twelve categories', () => {
  const { body } = written('xml', ['services', 'service'], services());
  const { services: told } = parser.parse(body) as { services: { service: { service_code: string }[] } };
  expect(told.service.map(({ service_code }) => service_code)).toContain('repair');
  expect(told.service).toHaveLength(12);
});

test('a form needs a service, words and a place', () => {
  const form = (fields: Record<string, string>) => readForm(new URLSearchParams(fields).toString());
  const good = { service_code: 'repair', description: '路灯不亮', lat: '31.95', long: '108.66' };
  expect(form(good)).toEqual({ category: 'repair', text: '路灯不亮', point: [108.66, 31.95] });
  expect(() => form({ ...good, service_code: 'unknown' })).toThrow(
    expect.objectContaining({ refusal: 'no-such-service' }),
  );
  const incomplete = (field: string) =>
    expect.objectContaining({ refusal: 'report-incomplete', facts: { field } }) as unknown;
  expect(() => form({ ...good, description: ' ' })).toThrow(incomplete('description'));
  expect(() => form({ ...good, lat: '' })).toThrow(incomplete('lat, long'));
  expect(() => form({ ...good, lat: '91' })).toThrow(incomplete('lat, long'));
  expect(() => form({ ...good, phone: 'no' })).toThrow(incomplete('phone'));
});
