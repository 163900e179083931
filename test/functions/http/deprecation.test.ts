import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import * as z from 'zod';
import { expect, test } from 'vitest';
import { answerTo } from '../../../functions/http/conduct.ts';
import type { Route } from '../../../functions/http/route.ts';

const row: Route = { method: 'GET', path: '/old', summary: 'Old.', who: 'anyone', ok: z.object({}), refusals: [] };
const event = { headers: {}, queryStringParameters: { limit: '2' } } as unknown as APIGatewayProxyEventV2;
const answered = { status: 200, body: '{}', version: undefined };

test('a route that will be withdrawn says since when and until when', () => {
  const deprecated = { since: '2026-12-01T00:00:00Z', until: '2027-06-01T00:00:00Z' };
  expect(answerTo(event, { ...row, deprecated }, answered).headers).toMatchObject({
    deprecation: '@1796083200',
    sunset: 'Tue, 01 Jun 2027 00:00:00 GMT',
  });
  expect(answerTo(event, row, answered).headers).not.toHaveProperty('deprecation');
});

test('a text that goes on names its next page, with all that was asked for', () => {
  const { headers } = answerTo(
    event,
    { ...row, answers: ['application/x-ndjson', 'text/csv'] },
    {
      ...answered,
      type: 'text/csv',
      next: 'a b',
    },
  );
  expect(headers).toMatchObject({
    'content-type': 'text/csv; charset=utf-8',
    link: '<?limit=2&cursor=a+b>; rel="next"',
  });
});
