/** Turns the OpenAPI document into what the reference page shows. Runs when the site is built. */

interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly items?: Schema;
  readonly prefixItems?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

interface Parameter {
  readonly in: string;
  readonly name: string;
  readonly required?: boolean;
  readonly description?: string;
  readonly schema: Schema;
}

type Content = Readonly<
  Record<string, { readonly schema: Schema; readonly examples?: Readonly<Record<string, unknown>> }>
>;

interface Operation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly security: readonly { readonly token?: readonly string[] }[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
}

interface Document {
  readonly servers: readonly { readonly url: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, Schema>>;
    readonly examples: Readonly<Record<string, { readonly value: ProblemExample }>>;
  };
}

interface ProblemExample {
  readonly status: number;
  readonly title: string;
  readonly detail: string;
}

export interface Row {
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  readonly note: string;
  /** 'path', 'query' or 'header' for a parameter. */
  readonly place?: string;
}

export interface Entry {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  /** The OAuth scope; '' for a route without a token. */
  readonly scope: string;
  readonly parameters: readonly Row[];
  readonly bodies: readonly { readonly media: string; readonly type: string }[];
  readonly answer: { readonly status: string; readonly type: string };
  readonly refusals: readonly string[];
}

export interface Reference {
  readonly base: string;
  readonly groups: readonly { readonly name: string; readonly entries: readonly Entry[] }[];
  /** The named schemas that entries mention, and those that these mention. */
  readonly schemas: readonly {
    readonly name: string;
    readonly note: string;
    readonly rows: readonly Row[];
    readonly type: string;
  }[];
  readonly refusals: readonly {
    readonly name: string;
    readonly status: number;
    readonly zh: Sentence;
    readonly en: Sentence;
  }[];
}

export interface Sentence {
  readonly title: string;
  readonly detail: string;
}

/** @param text the OpenAPI 3.1 document as JSON */
export function referenceOf(text: string): Reference {
  const document = JSON.parse(text) as Document;
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  );
  const groups = Map.groupBy(operations, ({ operation }) => operation.tags[0] ?? '');
  return {
    base: document.servers[0]?.url ?? '',
    groups: [...groups].map(([name, list]) => ({ name, entries: list.map(entryOf) })),
    schemas: reachable(
      document,
      operations.map(({ operation }) => operation),
    ).map((name) => ({
      name,
      note: document.components.schemas[name]?.description ?? '',
      rows: rowsOf(document.components.schemas[name]),
      type: typeOf(document.components.schemas[name]),
    })),
    refusals: refusalsOf(document),
  };
}

function entryOf({ path, method, operation }: { path: string; method: string; operation: Operation }): Entry {
  const [status, success] = Object.entries(operation.responses).find(([code]) => code.startsWith('2')) ?? ['', {}];
  return {
    id: operation.operationId,
    method,
    path,
    summary: operation.summary,
    scope: operation.security[0]?.token?.join(' ') ?? '',
    parameters: (operation.parameters ?? []).map((parameter) => ({
      place: parameter.in,
      name: parameter.name,
      type: typeOf(parameter.schema),
      required: parameter.required ?? false,
      note: noteOf({ ...parameter.schema, ...(parameter.description && { description: parameter.description }) }),
    })),
    bodies: Object.entries(operation.requestBody?.content ?? {}).map(([media, { schema }]) => ({
      media,
      type: typeOf(schema) === 'string' || typeOf(schema) === 'object' ? (schema.description ?? '') : typeOf(schema),
    })),
    answer: { status, type: typeOf(success.content?.['application/json']?.schema) },
    refusals: Object.values(operation.responses).flatMap(({ content }) =>
      Object.values(content ?? {})
        .flatMap(({ examples }) => Object.keys(examples ?? {}))
        .filter((name) => name.endsWith('.en'))
        .map((name) => name.slice(0, -'.en'.length)),
    ),
  };
}

const rowsOf = (schema: Schema | undefined): Row[] =>
  Object.entries(schema?.properties ?? {}).map(([name, property]) => ({
    name,
    type: typeOf(property),
    required: schema?.required?.includes(name) ?? false,
    note: noteOf(property),
  }));

/** 'Plan', 'Grid[]', '"a" | "b"', '{ items: Plan[] }', 'integer' */
function typeOf(schema: Schema | undefined): string {
  if (!schema) return '';
  if (schema.$ref) return schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1);
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  if (schema.prefixItems) return `[${schema.prefixItems.map(typeOf).join(', ')}]`;
  if (schema.type === 'array') return `${bracketed(typeOf(schema.items))}[]`;
  if (schema.properties)
    return `{ ${Object.entries(schema.properties)
      .map(([name, of]) => `${name}: ${typeOf(of)}`)
      .join(', ')} }`;
  return schema.format ?? schema.type ?? '';
}

const bracketed = (type: string): string => (type.includes(' | ') ? `(${type})` : type);

function noteOf(schema: Schema): string {
  const most = schema.maximum !== undefined && schema.maximum < Number.MAX_SAFE_INTEGER ? schema.maximum : undefined;
  const least = schema.minimum !== undefined && schema.minimum > -Number.MAX_SAFE_INTEGER ? schema.minimum : undefined;
  const range =
    least !== undefined && most !== undefined
      ? `${least}–${most}`
      : least !== undefined
        ? `≥ ${least}`
        : most !== undefined
          ? `≤ ${most}`
          : '';
  const length = schema.maxLength !== undefined ? `${schema.minLength ?? 0}–${schema.maxLength} chars` : '';
  const preset = schema.default === undefined ? '' : `default ${JSON.stringify(schema.default)}`;
  return [schema.description, range, length, preset].filter(Boolean).join('; ');
}

/** Names of the schemas that these operations lead to, in the order of the alphabet. */
function reachable(document: Document, operations: readonly Operation[]): string[] {
  const found = new Set<string>();
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) return value.forEach(visit);
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      const name =
        key === '$ref' && typeof inner === 'string' ? /^#\/components\/schemas\/(.+)$/.exec(inner)?.[1] : undefined;
      if (name && !found.has(name)) {
        found.add(name);
        visit(document.components.schemas[name]);
      } else visit(inner);
    }
  };
  visit(operations);
  return [...found].sort();
}

function refusalsOf({ components }: Document): Reference['refusals'] {
  const sentence = ({ title, detail }: ProblemExample): Sentence => ({ title, detail });
  return Object.entries(components.examples)
    .filter(([key]) => key.endsWith('.en'))
    .flatMap(([key, { value }]) => {
      const name = key.slice(0, -'.en'.length);
      const zh = components.examples[`${name}.zh-CN`]?.value;
      return zh ? [{ name, status: value.status, zh: sentence(zh), en: sentence(value) }] : [];
    });
}
