import fc from 'fast-check';
import type { Schema } from '../../infra/client/types.ts';
import { resolved } from './document.ts';

const DAY_MS = 86_400_000;
const START = Date.parse('2026-01-01');

const made = new WeakMap<Schema, fc.Arbitrary<unknown>>();

/** Values that fit a schema of the document; lists and texts stay short, optional members come and go. */
export function fitting(given: Schema): fc.Arbitrary<unknown> {
  const schema = resolved(given);
  const found = made.get(schema) ?? drawn(schema);
  made.set(schema, found);
  return found;
}

function drawn(schema: Schema): fc.Arbitrary<unknown> {
  if (!schema.examples) return invented(schema);
  return fc.oneof(fc.constantFrom(...schema.examples), invented(schema));
}

function invented(schema: Schema): fc.Arbitrary<unknown> {
  if ('const' in schema) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return fc.oneof(...choices.map(fitting));
  if (schema.allOf) return fc.tuple(...schema.allOf.map(fitting)).map((parts) => Object.assign({}, ...parts) as object);
  switch (schema.type) {
    case 'object':
      return objects(schema);
    case 'array':
      return lists(schema);
    case 'string':
      return texts(schema);
    case 'integer':
      return fc.integer({ min: least(schema, 1), max: most(schema, 1) });
    case 'number':
      return fc.double({ min: least(schema, 0), max: most(schema, 0), noNaN: true, noDefaultInfinity: true });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    default:
      return fc.jsonValue({ maxDepth: 1 });
  }
}

const least = ({ minimum, exclusiveMinimum }: Schema, step: number): number =>
  minimum ?? (exclusiveMinimum === undefined ? -1e9 : exclusiveMinimum + step);
const most = ({ maximum, exclusiveMaximum }: Schema, step: number): number =>
  maximum ?? (exclusiveMaximum === undefined ? 1e9 : exclusiveMaximum - step);

function objects({ properties = {}, required = [], additionalProperties, propertyNames }: Schema) {
  const members = Object.fromEntries(Object.entries(properties).map(([name, member]) => [name, fitting(member)]));
  if (Object.keys(members).length > 0 || typeof additionalProperties !== 'object')
    return fc.oneof(
      fc.record(Object.fromEntries(Object.entries(members).filter(([name]) => required.includes(name)))),
      fc.record(members, { requiredKeys: [...required] }),
    );
  const names = propertyNames ? texts(resolved(propertyNames)) : fc.string({ minLength: 1, maxLength: 8 });
  return fc.dictionary(names, fitting(additionalProperties), { maxKeys: 3 });
}

function lists({ items, prefixItems, minItems = 0, maxItems = 50 }: Schema): fc.Arbitrary<unknown> {
  if (prefixItems) return fc.tuple(...prefixItems.map(fitting));
  return fc.array(fitting(items ?? {}), { minLength: minItems, maxLength: Math.max(minItems, Math.min(maxItems, 3)) });
}

function texts({ format, pattern, minLength = 0, maxLength = 200 }: Schema): fc.Arbitrary<string> {
  const day = fc.integer({ min: 0, max: 700 }).map((days) => new Date(START + days * DAY_MS).toISOString());
  if (format === 'date') return day.map((instant) => instant.slice(0, 10));
  if (format === 'date-time') return day;
  if (format === 'uuid') return fc.uuid();
  if (format === 'uri') return fc.webUrl({ validSchemes: ['https'] });
  if (pattern !== undefined)
    return matching(pattern).filter(({ length }) => length >= minLength && length <= maxLength);
  const longest = Math.max(minLength, Math.min(maxLength, 40));
  return fc.oneof(
    fc.string({ minLength, maxLength: longest, unit: 'grapheme-ascii' }),
    fc.string({ minLength, maxLength: longest, unit: fc.constantFrom(...'楼道路灯不亮请修一下，谢谢') }),
    fc.string({ minLength, maxLength: longest, unit: 'binary' }).filter(({ length }) => length <= maxLength),
  );
}

/** fast-check draws no lookaheads: what does not fit them is left out afterwards. */
function matching(pattern: string): fc.Arbitrary<string> {
  const whole = new RegExp(pattern, 'u');
  const plain = pattern.replace(/\(\?[!=](?:[^()]|\([^()]*\))*\)/g, '');
  return fc.stringMatching(new RegExp(plain, 'u'), { size: 'small' }).filter((text) => whole.test(text));
}

/** A value spoiled in one place, so that it does not fit an object's schema; nothing where that cannot be told. */
export function spoiled(given: Schema, value: unknown): fc.Arbitrary<unknown> {
  const schema = resolved(given);
  if (schema.type !== 'object' || typeof value !== 'object' || value === null) return fc.constant('…');
  const { properties = {}, required = [], additionalProperties } = schema;
  const at = value as Record<string, unknown>;
  const without = (name: string) => Object.fromEntries(Object.entries(at).filter(([key]) => key !== name));
  return fc.oneof(
    fc.constantFrom(null, [], 'text', 0),
    ...(required.length > 0 ? [fc.constantFrom(...required).map(without)] : []),
    ...(additionalProperties === false ? [fc.constant({ ...at, __unknown: 1 })] : []),
    ...Object.entries(properties).flatMap(([name, member]) =>
      wrong(resolved(member)).map((bad) => fc.constant({ ...at, [name]: bad })),
    ),
  );
}

/** Values that a member's schema does not take. */
function wrong({ type, minimum, maximum, maxLength, pattern, format, maxItems, enum: names }: Schema): unknown[] {
  if (names) return [null, 'none of these'];
  if (type === 'string')
    return [
      null,
      7,
      {},
      ...(maxLength === undefined ? [] : ['x'.repeat(maxLength + 1)]),
      ...((pattern ?? format) === undefined ? [] : ['\u0000…']),
    ];
  if (type === 'integer' || type === 'number')
    return [
      null,
      'one',
      1e400,
      ...(type === 'integer' ? [0.5] : []),
      ...(minimum === undefined ? [] : [minimum - 1]),
      ...(maximum === undefined || maximum >= Number.MAX_SAFE_INTEGER ? [] : [maximum + 1]),
    ];
  if (type === 'array')
    return [null, 'x', {}, ...(maxItems === undefined ? [] : [Array.from({ length: maxItems + 1 }, () => null)])];
  if (type === 'object') return [null, 'x', 3, [null]];
  if (type === 'boolean') return [null, 'true', 1];
  return [];
}
