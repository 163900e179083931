import * as z from 'zod';
import { pillars } from '../../functions/pillars.ts';
import type { Schema } from '../../infra/client/types.ts';
import { openapi } from '../../infra/openapi.ts';

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly schema: Schema;
}
type Contents = Readonly<Record<string, { readonly schema: Schema }>>;

/** An operation, with all that its description says of it. */
export interface Operation {
  readonly operationId: string;
  readonly method: string;
  /** Below the API's base. */
  readonly path: string;
  readonly pillar: keyof typeof pillars;
  readonly security: readonly unknown[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Contents };
  readonly responses: Readonly<Record<string, { readonly content?: Contents }>>;
}

interface Described {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Omit<Operation, 'method' | 'path' | 'pillar'>>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

const document = JSON.parse(await openapi()) as Described;

export const operations: readonly Operation[] = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    ...operation,
    path,
    method: method.toUpperCase(),
    pillar: pillarOf(operation.operationId),
  })),
);

function pillarOf(operation: string): Operation['pillar'] {
  const found = Object.entries(pillars).find(([, rows]) => operation in rows);
  if (!found) throw new Error(`no pillar has ${operation}`);
  return found[0] as Operation['pillar'];
}

/** The schema itself where it is a reference. */
export function resolved(schema: Schema): Schema {
  if (schema.$ref === undefined) return schema;
  const found = document.components.schemas[schema.$ref.replace('#/components/schemas/', '')];
  if (!found) throw new Error(`${schema.$ref} leads nowhere`);
  return resolved(found);
}

const $defs = JSON.parse(
  JSON.stringify(document.components.schemas).replaceAll('#/components/schemas/', '#/$defs/'),
) as object;
const validators = new Map<string, z.ZodType>();

/** What of a value is not as a schema of the document says; undefined when all is. */
export function faultsOf(schema: Schema, value: unknown): string | undefined {
  const text = JSON.stringify(schema).replaceAll('#/components/schemas/', '#/$defs/');
  let validator = validators.get(text);
  if (!validator) {
    validator = z.fromJSONSchema({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      ...JSON.parse(text),
      $defs,
    });
    validators.set(text, validator);
  }
  const read = validator.safeParse(value);
  return read.success ? undefined : z.prettifyError(read.error);
}
