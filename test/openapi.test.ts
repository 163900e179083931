import { expect, test } from 'vitest';
import type { Route } from '../functions/http/route.ts';
import { messages } from '../functions/http/messages.ts';
import { pillars } from '../functions/pillars.ts';
import { openapi } from '../infra/openapi.ts';

interface Operation {
  readonly operationId: string;
  readonly security: readonly unknown[];
  readonly parameters?: readonly { name: string; in: string; required?: boolean }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, unknown>> };
  readonly responses: Readonly<Record<string, { content?: Record<string, { examples?: Record<string, unknown> }> }>>;
}
interface Document {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

const text = await openapi();
const document = JSON.parse(text) as Document;
const rows = Object.values(pillars).flatMap((contract) =>
  Object.entries<Route>(contract).map(([name, row]) => ({ name, row })),
);
const operationOf = (row: Route): Operation => {
  const operation = document.paths[row.path]?.[row.method.toLowerCase()];
  if (!operation) throw new Error(`${row.method} ${row.path} is not described`);
  return operation;
};

test('it describes every route once, and no other', () => {
  expect(document.openapi).toBe('3.1.0');
  const described = Object.values(document.paths).flatMap((methods) => Object.values(methods));
  expect(described.map(({ operationId }) => operationId).toSorted()).toEqual(rows.map(({ name }) => name).toSorted());
});

test.each(rows)('$name: parameters, headers, content and token are as in its row', ({ row }) => {
  const operation = operationOf(row);
  const named = (place: string) =>
    (operation.parameters ?? []).filter((parameter) => parameter.in === place).map(({ name }) => name);
  expect(named('path').toSorted()).toEqual([...row.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).toSorted());
  expect(named('query')).toEqual(Object.keys(row.query?.shape ?? {}));
  expect(named('header')).toEqual([...(row.creates ? ['Idempotency-Key'] : []), ...(row.changes ? ['If-Match'] : [])]);
  expect(Object.keys(operation.requestBody?.content ?? {})).toEqual(
    row.upload ?? (row.body ? ['application/json'] : []),
  );
  expect(operation.security).toHaveLength(row.who === 'anyone' ? 0 : 1);
});

test.each(rows.filter(({ row }) => row.refusals.length > 0))(
  '$name: each refusal stands under its status, in both languages',
  ({ row }) => {
    const { responses } = operationOf(row);
    for (const refusal of row.refusals) {
      const type = row.problems ? 'application/json' : 'application/problem+json';
      const examples = responses[String(messages[refusal]?.status)]?.content?.[type]?.examples;
      expect(Object.keys(examples ?? {})).toEqual(expect.arrayContaining([`${refusal}.zh-CN`, `${refusal}.en`]));
    }
  },
);

test('every reference leads somewhere', () => {
  for (const [, reference = ''] of text.matchAll(/"\$ref": "#\/([^"]+)"/g)) {
    const found = reference.split('/').reduce<unknown>((at, key) => (at as Record<string, unknown>)?.[key], document);
    expect(found, reference).toBeDefined();
  }
});
