import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { transform } from 'esbuild';
import { API_BASE } from '../../functions/http/route.ts';
import { noteOf, type Schema, typeOf } from './types.ts';

type Contents = Readonly<Record<string, { readonly schema?: Schema }>>;

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly deprecated?: boolean;
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters?: readonly { name: string; in: string; required?: boolean; schema: Schema }[];
  readonly requestBody?: { readonly content: Contents };
  readonly responses: Readonly<Record<string, { readonly content?: Contents }>>;
}

interface Document {
  readonly info: { readonly version: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/**
 * The client package: JavaScript without dependencies, and its types, made of the OpenAPI document alone.
 * @param text the document
 * @returns its files by name
 */
export async function clientPackage(text: string): Promise<Readonly<Record<string, string>>> {
  const { info, paths, components } = JSON.parse(text) as Document;
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  );
  const rows = Object.fromEntries(
    operations.map(({ path, method, operation }) => {
      const creates = namesOf(operation, 'header').includes('Idempotency-Key');
      return [operation.operationId, { method, path: API_BASE + path, text: isText(operation), creates }];
    }),
  );
  const runtime = await transform(readFileSync(join(import.meta.dirname, 'runtime.ts'), 'utf8'), { loader: 'ts' });
  // What is thrown is a class of that name.
  const named = Object.entries(components.schemas).filter(([name]) => name !== 'Problem');
  const schemas = named.map(
    ([name, schema]) => `${noteOf(schema.description)}export type ${name} = ${typeOf(schema)};`,
  );
  const methods = operations.map(({ operation }) => methodOf(operation));
  return {
    'package.json': `${JSON.stringify(manifest(info.version), null, 2)}\n`,
    'index.js': `${runtime.code}\nconst rows = ${JSON.stringify(rows)};\n\nexport const sonata = (settings) => clientOf(rows, settings);\n`,
    'index.d.ts': `${HEAD}${schemas.join('\n')}\n\nexport interface Sonata {\n  ${methods.join('\n  ')}\n}\n`,
    'README.md': README,
  };
}

const manifest = (version: string) => ({
  name: 'sonata-client',
  version,
  description: 'Client of the Sonata API, made of its contract',
  license: 'MIT',
  type: 'module',
  exports: { '.': { types: './index.d.ts', default: './index.js' } },
  engines: { node: '>=20' },
});

function methodOf(operation: Operation): string {
  const { summary, security, deprecated } = operation;
  const scope = security.flatMap((each) => Object.values(each).flat()).join(', ');
  const note = `${summary}${scope && ` Scope: ${scope}.`}${deprecated ? ' @deprecated' : ''}`;
  const given = givenOf(operation);
  const question = given.every(([, , required]) => !required) ? '?' : '';
  const members = given.map(([name, type, required]) => `${name}${required ? '' : '?'}: ${type}`).join('; ');
  return `${noteOf(note)}${operation.operationId}(given${question}: { ${members} }): Promise<Reply<${answerOf(operation)}>>;`;
}

/** What a call is given: [name, type, whether it must be]. */
function givenOf(operation: Operation): (readonly [string, string, boolean])[] {
  const of = (place: string) => (operation.parameters ?? []).filter((parameter) => parameter.in === place);
  const members = (place: string) =>
    of(place).map(({ name, required, schema }) => `${JSON.stringify(name)}${required ? '' : '?'}: ${typeOf(schema)}`);
  const content = operation.requestBody?.content ?? {};
  const body = content['application/json']?.schema;
  const files = Object.keys(content).map((type) => JSON.stringify(type));
  const isBody = body !== undefined && files.length === 1 && (body.$ref !== undefined || body.properties !== undefined);
  return [
    ...(of('path').length > 0 ? [['params', `{ ${members('path').join('; ')} }`, true] as const] : []),
    ...(of('query').length > 0
      ? [['query', `{ ${members('query').join('; ')} }`, of('query').some(({ required }) => required)] as const]
      : []),
    ...(isBody ? [['body', typeOf(body), true] as const] : []),
    ...(files.length > 0 && !isBody
      ? [['upload', `{ type: ${files.join(' | ')}; data: string | Uint8Array<ArrayBuffer> }`, true] as const]
      : []),
    ...(namesOf(operation, 'header').includes('Idempotency-Key') ? [['idempotencyKey', 'string', false] as const] : []),
    ...(namesOf(operation, 'header').includes('If-Match') ? [['ifMatch', 'string', true] as const] : []),
  ];
}

const namesOf = ({ parameters = [] }: Operation, place: string): string[] =>
  parameters.filter((parameter) => parameter.in === place).map(({ name }) => name);

const successOf = ({ responses }: Operation): Contents =>
  Object.entries(responses).find(([status]) => status.startsWith('2'))?.[1].content ?? {};

/** Whether a success is a text, as exports, calendars and other standards' answers are. */
const isText = (operation: Operation): boolean => {
  const types = Object.keys(successOf(operation));
  return types.length !== 1 || types[0] !== 'application/json';
};

const answerOf = (operation: Operation): string =>
  isText(operation) ? 'string' : typeOf(successOf(operation)['application/json']?.schema ?? {});

const HEAD = `// Made of the contract; do not edit.

export interface Settings {
  /** Where the county's Sonata is, e.g. https://sonata.example.gov.cn */
  base: string;
  token?: string | (() => Promise<string>);
  /** Of problems' sentences; Chinese unless said. */
  language?: 'zh-CN' | 'en';
  fetch?: typeof fetch;
  /** How often a call is tried again after 429 or 503, with the same Idempotency-Key; 3 unless said. */
  retries?: number;
}

export interface Reply<T> {
  body: T;
  status: number;
  /** For \`ifMatch\`. */
  etag: string | undefined;
  /** The cursor of an export's next page; undefined on the last. */
  next: string | undefined;
}

/** A refusal or fault, as the API tells it (RFC 9457). */
export declare class Problem extends Error {
  readonly status: number;
  /** Its name, e.g. 'version-stale'. */
  readonly refusal: string;
  readonly errors: readonly { detail: string; pointer?: string; parameter?: string }[];
  readonly requestId: string | undefined;
}

/** A token of your system, asked for anew a minute before it ends. The issuer is told by the site unless named. */
export declare function clientCredentials(system: {
  base: string;
  clientId: string;
  clientSecret: string;
  scope: string;
  issuer?: string;
  fetch?: typeof fetch;
}): () => Promise<string>;

export declare function sonata(settings: Settings): Sonata;

`;

const README = `# sonata-client

Client of the Sonata API for JavaScript and TypeScript, without dependencies. It is made of the API's contract with every release.

    npm install https://sonata.example.gov.cn/api/sonata-client.tgz

    import { clientCredentials, sonata } from 'sonata-client';
    const base = 'https://sonata.example.gov.cn';
    const token = clientCredentials({ base, clientId, clientSecret, scope: 'system.read' });
    const { body } = await sonata({ base, token }).me();

Every operation of the OpenAPI document is a method of that name. It throws a \`Problem\` for whatever is no success, waits and
tries again after 429 and 503, and sends the same Idempotency-Key then.
`;
