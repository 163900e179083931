import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import {
  createDocument,
  type ZodOpenApiMediaTypeObject,
  type ZodOpenApiOperationObject,
  type ZodOpenApiResponsesObject,
} from 'zod-openapi';
import { type Message, messages } from '../functions/http/messages.ts';
import { scopeOf } from '../functions/http/policy.ts';
import { API_BASE, type Route, typesOf } from '../functions/http/route.ts';
import { pillars } from '../functions/pillars.ts';
import { root } from './bundle.ts';

/**
 * The OpenAPI 3.1 document of all pillars, from the contracts' rows and the sentences of their refusals.
 * @returns its text, the same for the same contracts
 */
export async function openapi(): Promise<string> {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  const rows = Object.entries(pillars).flatMap(([pillar, contract]) =>
    Object.entries<Route>(contract).map(([name, row]) => ({ pillar, name, row })),
  );
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const { pillar, name, row } of rows) {
    (paths[row.path] ??= {})[row.method.toLowerCase()] = operation(pillar, name, row);
  }
  const document = createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Sonata 奏鸣',
      version,
      description:
        'Community co-governance: grids, lists and fund. Answers are JSON, problems are RFC 9457 in Chinese or English by Accept-Language. What is public is open data at /data and needs no token.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: API_BASE }],
    tags: Object.keys(pillars).map((name) => ({ name })),
    paths,
    components: {
      schemas: { ...(await namedSchemas()), GatewayRefusal, Problem },
      examples: problemExamples(rows.flatMap(({ row }) => refusalsOf(row))),
      headers: { 'X-Request-Id': { schema: { type: 'string' }, description: 'what the log calls the request' } },
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description:
            'An access token of the OpenID Connect issuer that /data/site.json names: authorization code with PKCE for people, client credentials for systems. Each operation lists the scope it needs.',
        },
      },
    },
  });
  const { schemas, ...components } = document.components ?? {};
  const used = reached(schemas ?? {}, { paths: document.paths, components });
  return plainNames(`${JSON.stringify({ ...document, components: { schemas: used, ...components } }, null, 2)}\n`);
}

/** Those schemas that the document refers to, directly or through one another, by name. */
function reached(schemas: Record<string, unknown>, from: unknown): Record<string, unknown> {
  const names = new Set<string>();
  const follow = (part: unknown) => {
    for (const [, name = ''] of JSON.stringify(part).matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
      if (names.has(name)) continue;
      names.add(name);
      follow(schemas[name]);
    }
  };
  follow(from);
  return Object.fromEntries([...names].sort().map((name) => [name, schemas[name]]));
}

/** zod-openapi tells a schema's answer from its request by a suffix, which is noise where no request uses it. */
const plainNames = (text: string): string =>
  text.replace(/("|\/)([A-Z]\w*)Output"/g, (whole, before: string, name: string) =>
    text.includes(`schemas/${name}"`) ? whole : `${before}${name}"`,
  );

/** Schemas that a contract exports become components of the same name. */
async function namedSchemas(): Promise<Record<string, z.ZodType>> {
  const named: Record<string, z.ZodType> = {};
  for (const path of globSync('functions/*/*/contract.ts', { cwd: root }).sort()) {
    const module = (await import(join(root, path))) as Record<string, unknown>;
    for (const [name, schema] of Object.entries(module)) if (schema instanceof z.ZodType) named[name] = schema;
  }
  return named;
}

const Problem = z
  .object({
    type: z.string().describe('names the problem; a page that explains it'),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string().describe('the request, as its log line names it'),
    refusal: z.string().describe('the last part of the type'),
    errors: z
      .array(
        z.object({
          detail: z.string(),
          pointer: z.string().optional().describe('JSON pointer into the body'),
          parameter: z.string().optional().describe('name of a path or query parameter'),
        }),
      )
      .optional()
      .describe('each field at fault'),
  })
  .describe('Problem details, RFC 9457');

function operation(pillar: string, name: string, row: Route): ZodOpenApiOperationObject {
  const header = headersOf(row);
  const content = contentOf(row);
  return {
    operationId: name,
    tags: [pillar],
    summary: row.summary,
    ...(row.deprecated && { deprecated: true }),
    security: row.who === 'anyone' ? [] : [{ token: [scopeOf(pillar, row.method)] }],
    requestParams: {
      ...(row.params && { path: row.params }),
      ...(row.query && { query: row.query }),
      ...(header && { header }),
    },
    ...(content && { requestBody: { required: true, content } }),
    responses: { ...successOf(row), ...problemsOf(row) },
  };
}

function headersOf(row: Route): z.ZodObject | undefined {
  const key = z
    .string()
    .regex(/^("[ !#-~]{1,255}"|[\w.:-]{1,255})$/)
    .describe('a quoted string of your choice; a retry sends the same');
  const etag = z
    .string()
    .min(1)
    .describe('the ETag of the version that the change is based on, as it was told: any other is stale');
  const shape = {
    ...(row.creates && { 'Idempotency-Key': key.meta({ examples: ['"0f8fad5b-d9cb-469f-a165-70867728950e"'] }) }),
    ...(row.changes && { 'If-Match': etag.meta({ examples: ['"3"'] }) }),
  };
  return Object.keys(shape).length > 0 ? z.object(shape) : undefined;
}

/** What a file of a media type is to a generator of clients. */
const uploads: Readonly<Record<string, NonNullable<ZodOpenApiMediaTypeObject['schema']>>> = {
  'text/csv': { type: 'string', description: 'UTF-8 or GB18030, with a header line' },
  'application/x-ndjson': { type: 'string', description: 'UTF-8, one JSON object a line' },
  'application/octet-stream': { type: 'string', format: 'binary', description: 'a CSV in UTF-8 or GB18030' },
  'application/x-www-form-urlencoded': { type: 'object', additionalProperties: { type: 'string' } },
  'application/geo+json': { type: 'object', description: 'a GeoJSON FeatureCollection' },
  'application/json': { type: 'object', description: 'a GeoJSON FeatureCollection' },
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': {
    type: 'string',
    format: 'binary',
    description: 'the first sheet, with a header line',
  },
};

function contentOf(row: Route): Record<string, ZodOpenApiMediaTypeObject> | undefined {
  if (row.body) return { 'application/json': { schema: row.body } };
  const file = (type: string): ZodOpenApiMediaTypeObject => ({ schema: uploads[type] ?? uploads['text/csv']! });
  return row.upload && Object.fromEntries(row.upload.map((type) => [type, file(type)]));
}

const requestId = { 'X-Request-Id': { $ref: '#/components/headers/X-Request-Id' } } as const;

/** What another standard writes as JSON is that standard's to describe. */
const toldAs = ({ answers, ok }: Route, type: string): NonNullable<ZodOpenApiMediaTypeObject['schema']> =>
  answers !== undefined && type === 'application/json' ? {} : ok;

function successOf(row: Route): ZodOpenApiResponsesObject {
  const versioned = row.ok instanceof z.ZodObject && 'version' in row.ok.shape;
  const etag = versioned && { ETag: { schema: { type: 'string' as const }, description: 'for If-Match' } };
  return {
    [row.status ?? 200]: {
      description: row.status === 201 ? 'Created' : 'OK',
      headers: { ...requestId, ...etag },
      content: Object.fromEntries(typesOf(row).map((type) => [type, { schema: toldAs(row, type) }])),
    },
    ...(versioned && row.method === 'GET' && { 304: { description: 'If-None-Match names this version' } }),
  };
}

/** A row's own refusals and those of its kind. */
function refusalsOf(row: Route): string[] {
  const takesContent = row.body ?? row.upload;
  return [
    ...(row.who === 'anyone'
      ? []
      : ['unauthenticated', 'forbidden', 'client-unregistered', 'client-disabled', 'too-many-requests']),
    ...(takesContent ? ['body-too-large', 'media-type-unsupported'] : []),
    ...(row.body ? ['body-unreadable'] : []),
    // A parameter that nobody knows is refused everywhere.
    'request-invalid',
    ...(row.creates ? ['idempotency-key-missing', 'idempotency-key-reused'] : []),
    ...(row.changes ? ['if-match-missing', 'version-stale'] : []),
    ...row.refusals,
    // Reads are throttled, too.
    'busy',
    'internal',
  ];
}

/** What the gateway itself says: to a caller without a token or scope, to too large a body, for a function that gives no answer. */
const GatewayRefusal = z.object({ message: z.string() }).describe('An answer of the gateway itself');

/** One response a status, with an example a refusal and language. */
function problemsOf(row: Route): ZodOpenApiResponsesObject {
  const byStatus = Map.groupBy(refusalsOf(row), (refusal) => messageOf(refusal).status);
  return Object.fromEntries(
    [...byStatus].map(([status, refusals]) => [
      `${status as 400}` as const,
      {
        description: refusals.map((refusal) => `${refusal}: ${messageOf(refusal).title.en}`).join('; '),
        headers: requestId,
        content: row.problems
          ? standardProblems(row, row.problems, refusals, byGateway(status))
          : {
              ...(byGateway(status) && { 'application/json': { schema: GatewayRefusal } }),
              'application/problem+json': {
                schema: Problem,
                examples: Object.fromEntries(
                  refusals.flatMap(exampleNames).map((name) => [name, { $ref: `#/components/examples/${name}` }]),
                ),
              },
            },
      },
    ]),
  );
}

const byGateway = (status: number): boolean => [401, 403, 413, 500, 503].includes(status);

/** Problems as the standard that a row speaks writes them: in the media types of its successes. */
function standardProblems(row: Route, problems: z.ZodType, refusals: readonly string[], byGateway: boolean) {
  const told = (refusal: string): [string, { value: object }][] => {
    const { status, detail } = messageOf(refusal);
    const [zh = '', en = ''] = exampleNames(refusal);
    const value = (sentence: string) => ({ value: [{ code: status, description: `${refusal}: ${sentence}` }] });
    return [
      [zh, value(detail.zh)],
      [en, value(detail.en)],
    ];
  };
  const json = {
    schema: byGateway ? z.union([problems, GatewayRefusal]) : problems,
    examples: Object.fromEntries(refusals.flatMap(told)),
  };
  const media = typesOf(row).map((type) => [type, type === 'application/json' ? json : { schema: row.ok }] as const);
  // The gateway itself tells JSON, whatever is asked for.
  return Object.fromEntries(media);
}

const exampleNames = (refusal: string): string[] => [`${refusal}.zh-CN`, `${refusal}.en`];

function problemExamples(refusals: readonly string[]) {
  const example = (refusal: string, { status, title, detail }: Message, language: 'zh' | 'en') => ({
    summary: title[language],
    value: {
      type: `/api/#${refusal}`,
      title: title[language],
      status,
      detail: detail[language],
      instance: 'urn:sonata:request:…',
      refusal,
    },
  });
  return Object.fromEntries(
    [...new Set(refusals)].sort().flatMap((refusal) => {
      const [zh = '', en = ''] = exampleNames(refusal);
      const message = messageOf(refusal);
      return [
        [zh, example(refusal, message, 'zh')],
        [en, example(refusal, message, 'en')],
      ];
    }),
  );
}

/** @throws Error when a contract lists a refusal without sentences */
function messageOf(refusal: string): Message {
  const message = messages[refusal];
  if (!message) throw new Error(`functions/http/messages.ts has no sentences for the refusal ${refusal}`);
  return message;
}

if (import.meta.main) {
  const file = join(root, '.build/site/api/v1/openapi.json');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, await openapi());
}
