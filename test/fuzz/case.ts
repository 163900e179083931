import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import type { Schema } from '../../infra/client/types.ts';
import { faultsOf, type Operation, resolved } from './document.ts';
import type { Sent, Told } from './office.ts';
import { fitting, spoiled } from './values.ts';

/** Draws the values of a run: the same seed, the same values. */
export interface Draw {
  <T>(from: fc.Arbitrary<T>): T;
}
export const drawing = (seed: number): Draw => {
  let next = seed * 100_000;
  return (from) => fc.sample(from, { numRuns: 1, seed: next++ })[0]!;
};

const isJson = (type: string): boolean => /[/+]json$/.test(type);

/** What earlier answers told: ids by the name that a path gives them, and each address's ETag. */
export class Memory {
  private readonly ids = new Map<string, string[]>();
  private readonly etags = new Map<string, string>();

  know(name: string, id: string): void {
    const known = this.ids.get(name) ?? [];
    if (!known.includes(id)) this.ids.set(name, [...known, id].slice(-12));
  }

  known(name: string): readonly string[] {
    return this.ids.get(name) ?? [];
  }

  /** Of the record itself, or of the one that an address below it belongs to. */
  etagOf(path: string): string | undefined {
    return this.etags.get(path) ?? (path.includes('/') ? this.etagOf(path.slice(0, path.lastIndexOf('/'))) : undefined);
  }

  /** Ids of what was made or listed at a path are those of the paths below it. */
  learn(operation: Operation, sent: Sent, told: Told, all: readonly Operation[]): void {
    if (told.status >= 300 || !isJson(told.type)) return;
    const path = sent.address.split('?')[0]!;
    const body = JSON.parse(told.text) as { id?: unknown; version?: unknown; items?: unknown };
    if (told.headers['etag']) this.etags.set(path, told.headers['etag']);
    const below = all.find((each) => each.path.startsWith(`${operation.path}/{`))?.path;
    const name = /^\/\{(\w+)\}/.exec(below?.slice(operation.path.length) ?? '')?.[1];
    if (name === undefined) return;
    for (const item of Array.isArray(body.items) ? (body.items as unknown[]) : [body]) {
      const { id, version } = (item ?? {}) as { id?: unknown; version?: unknown };
      if (typeof id !== 'string') continue;
      this.know(name, id);
      if (typeof version === 'number') this.etags.set(`${path}/${id}`, `"${version}"`);
    }
  }
}

const files: Readonly<Record<string, readonly string[]>> = {
  'text/csv': [
    '编号,名称,经度,纬度,户数\nb1,一栋,108.66,31.95,12\nb2,二栋,108.6604,31.95,=1+1\n',
    'code,name\n500229001,葛城街道\n500229001002,凤凰社区\n500229001003,南大街社区\n',
    'id,name,kind,lng,lat\nU01,检察院,department,108.66,31.95\nU02,妇联,organisation,0,95\n',
    'text,channel\n楼道灯不亮,phone\n,\n',
  ],
  'application/x-ndjson': ['{"id":"U03","name":"医院","kind":"institution"}\n{}\n', '{"text":"楼道灯不亮"}\nno json'],
  'application/geo+json': [
    '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"id":"b9","households":3},"geometry":{"type":"Point","coordinates":[108.66,31.95]}}]}',
    '{"type":"FeatureCollection","features":[{"type":"Feature","properties":null,"geometry":null}]}',
  ],
  'application/x-www-form-urlencoded': [
    'service_code=repair&description=灯不亮&address_id=500229001002',
    'service_code=repair&description=%00&lat=31.95&long=1e9',
  ],
};

/** A request that fits an operation's description. */
export function valid(operation: Operation, memory: Memory, draw: Draw): Sent {
  const headers: Record<string, string> = {};
  const query = new URLSearchParams();
  let path = operation.path;
  for (const { name, in: place, required, schema } of operation.parameters ?? []) {
    if (place === 'path') path = path.replace(`{${name}}`, encodeURIComponent(parameter(name, schema, memory, draw)));
    if (place === 'query' && (required || draw(fc.integer({ min: 0, max: 2 })) === 0))
      query.set(name, parameter(name, schema, memory, draw));
    if (name === 'Idempotency-Key') headers['idempotency-key'] = `"${randomUUID()}"`;
  }
  if (operation.parameters?.some(({ name }) => name === 'If-Match')) headers['if-match'] = memory.etagOf(path) ?? '"1"';
  const content = Object.entries(operation.requestBody?.content ?? {});
  const [type, body] = content.length > 0 ? draw(fc.constantFrom(...content)) : [];
  if (type !== undefined) headers['content-type'] = type;
  const address = path + (query.size > 0 ? `?${query.toString()}` : '');
  return { method: operation.method, address, headers, body: body && contentOf(type!, body.schema, memory, draw) };
}

function contentOf(type: string, schema: Schema, memory: Memory, draw: Draw): string {
  if (type === 'application/json' && resolved(schema).properties)
    return JSON.stringify(withKnown(draw(fitting(schema)), memory, draw));
  const known = files[type] ?? files[type === 'application/json' ? 'application/geo+json' : 'text/csv']!;
  return draw(fc.oneof(fc.constantFrom(...known), fc.constantFrom(...known), fc.string({ maxLength: 80 })));
}

/** An id that an earlier answer told, more often than one made up. */
function parameter(name: string, schema: Schema, memory: Memory, draw: Draw): string {
  const fits = memory.known(name).filter((id) => faultsOf(schema, id) === undefined);
  if (fits.length > 0 && draw(fc.integer({ min: 0, max: 9 })) > 0) return draw(fc.constantFrom(...fits));
  return String(draw(fitting(schema)));
}

/** Some members of a body name what is there. */
function withKnown(value: unknown, memory: Memory, draw: Draw): unknown {
  if (Array.isArray(value)) return value.map((each) => withKnown(each, memory, draw));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => {
      const ids = memory.known(name);
      const known = typeof member === 'string' && ids.length > 0 && draw(fc.boolean());
      return [name, known ? draw(fc.constantFrom(...ids)) : withKnown(member, memory, draw)];
    }),
  );
}

/** Ways to spoil a request that fits, so that it must be refused; by name. */
export function spoilings(operation: Operation, sent: Sent, draw: Draw): readonly (readonly [string, Sent])[] {
  const without = (name: string) => ({
    ...sent,
    headers: Object.fromEntries(Object.entries(sent.headers).filter(([key]) => key !== name)),
  });
  const headers = ['idempotency-key', 'if-match', 'content-type'].filter((name) => name in sent.headers);
  const schema = operation.requestBody?.content['application/json']?.schema;
  const bodies: (readonly [string, Sent])[] = [];
  if (schema && sent.headers['content-type'] === 'application/json' && resolved(schema).properties) {
    const bad = draw(spoiled(schema, JSON.parse(sent.body!)));
    const text = JSON.stringify(bad);
    if (faultsOf(schema, JSON.parse(text)) !== undefined) bodies.push(['a spoiled body', { ...sent, body: text }]);
    bodies.push(['a body cut off', { ...sent, body: sent.body!.slice(0, -1) }]);
    bodies.push(['a body nested deeply', { ...sent, body: `${'['.repeat(5000)}${']'.repeat(5000)}` }]);
  }
  const joined = sent.address.includes('?') ? '&' : '?';
  return [
    ...headers.map((name) => [`without ${name}`, without(name)] as const),
    ...bodies,
    ['an unknown parameter', { ...sent, address: `${sent.address}${joined}__unknown=1` }],
    ...(operation.parameters ?? []).flatMap(({ name, in: place, schema: of }) => {
      if (place !== 'query' || faultsOf(of, '\u0000 no') === undefined || resolved(of).type === undefined) return [];
      const [path = '', query = ''] = sent.address.split('?');
      const changed = new URLSearchParams(query);
      changed.set(name, '\u0000 no');
      return [[`a spoiled ${name}`, { ...sent, address: `${path}?${changed.toString()}` }] as const];
    }),
  ];
}

/** What of an answer its operation's description does not say; undefined when all is said. */
export function undeclared(operation: Operation, told: Told): string | undefined {
  if (told.status >= 500) return `${told.status} ${told.text}`;
  const response = operation.responses[told.status];
  if (!response) return `undeclared status ${told.status}: ${told.text}`;
  if (!told.headers['x-request-id']) return 'no x-request-id';
  if (!response.content) return undefined;
  const content = response.content[told.type];
  if (!content) return `undeclared media type ${told.type} of ${told.status}`;
  const faults = faultsOf(content.schema, isJson(told.type) ? (JSON.parse(told.text) as unknown) : told.text);
  return faults && `${told.status} is not as declared: ${faults}\n${told.text.slice(0, 600)}`;
}
