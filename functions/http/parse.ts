import type * as z from 'zod';
import type { Route, Upload } from './route.ts';
import { type FieldError, Invalid, type Language } from './problem.ts';
import { refuse } from './refusal.ts';

/** The gateway takes 10 MB, Lambda 6 MB with the body in base64: what is left for the body itself. */
export const BODY_LIMIT_BYTES = 4_000_000;
const JSON_LIMIT_BYTES = 256_000;
const DEPTH_LIMIT = 32;

export interface RawRequest {
  readonly params: Readonly<Record<string, string | undefined>>;
  readonly query: Readonly<Record<string, string | undefined>>;
  readonly contentType: string | undefined;
  readonly bytes: Uint8Array;
  /** The gateway took them for text. */
  readonly asText?: boolean;
}

/**
 * The parsed input of a row.
 * @throws Invalid with a pointer to every faulty field; Refusal 'body-unreadable', 'body-too-large', 'media-type-unsupported'
 */
export function parseInput(row: Route, raw: RawRequest, language: Language) {
  const errors: FieldError[] = [];
  const take = (schema: z.ZodType | undefined, value: unknown, place: 'body' | 'parameter') => {
    if (!schema) return undefined;
    const parsed = schema.safeParse(value, { reportInput: true });
    if (parsed.success) return parsed.data;
    errors.push(...parsed.error.issues.flatMap((issue) => fieldErrors(issue, place, language)));
    return undefined;
  };
  if (!row.query) refuseUnknownQuery(raw.query, language);
  const input = {
    params: take(row.params, raw.params, 'parameter'),
    query: take(row.query, raw.query, 'parameter'),
    body: row.body ? take(row.body, readJson(raw, row.large ? BODY_LIMIT_BYTES : JSON_LIMIT_BYTES), 'body') : undefined,
    upload: row.upload ? readUpload(raw, row.upload) : undefined,
  };
  if (errors.length > 0) throw new Invalid(errors);
  return input;
}

function refuseUnknownQuery(query: RawRequest['query'], language: Language): void {
  const names = Object.keys(query);
  if (names.length > 0) {
    throw new Invalid(names.map((parameter) => ({ parameter, detail: words.unknown[language === 'en' ? 1 : 0] })));
  }
}

/** DynamoDB keeps no number this near to nought (1e-130 is its least). */
const isTiny = (value: unknown): boolean => typeof value === 'number' && Math.abs(value) < 1e-100;

function readJson(raw: RawRequest, most: number): unknown {
  if (raw.bytes.length > most) refuse('body-too-large', undefined, { limit: `${most / 1000} KB` });
  if (mediaType(raw.contentType) !== 'application/json')
    refuse('media-type-unsupported', undefined, { types: 'application/json' });
  const text = new TextDecoder().decode(raw.bytes);
  let value: unknown;
  try {
    value = JSON.parse(text, (_, member: unknown) => (isTiny(member) ? 0 : member));
  } catch {
    refuse('body-unreadable');
  }
  if (deeper(value, DEPTH_LIMIT)) refuse('body-unreadable');
  return value;
}

/** A file's text: UTF-8 with or without BOM, else GB18030, as county offices' spreadsheets write it. */
function readUpload(raw: RawRequest, types: readonly string[]): Upload {
  const type = mediaType(raw.contentType);
  if (!types.includes(type)) refuse('media-type-unsupported', undefined, { types: types.join(', ') });
  if (raw.bytes.length > BODY_LIMIT_BYTES)
    refuse('body-too-large', undefined, { limit: `${BODY_LIMIT_BYTES / 1e6} MB` });
  const text = textOf(raw.bytes);
  // The gateway hands on text as UTF-8: what was none has lost its letters and must not be stored.
  if (raw.asText && text.includes('\uFFFD'))
    refuse('file-unreadable', undefined, { reason: 'UTF-8; GBK: application/octet-stream' });
  // A CSV that no gateway takes for text keeps its letters, whatever they are.
  return { type: type === 'application/octet-stream' ? 'text/csv' : type, text, bytes: raw.bytes };
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

const mediaType = (header: string | undefined): string => (header ?? '').split(';')[0]!.trim().toLowerCase();

function deeper(value: unknown, limit: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return limit === 0 || Object.values(value).some((inner) => deeper(inner, limit - 1));
}

const words = {
  missing: ['必填', 'is required'],
  type: ['类型不对', 'has the wrong type'],
  small: ['太小或太短', 'is too small or too short'],
  big: ['太大或太长', 'is too large or too long'],
  format: ['格式不对', 'has the wrong format'],
  unknown: ['不认识的字段', 'is not a known field'],
  value: ['不是可选的值', 'is not one of the allowed values'],
  other: ['填写有误', 'is not valid'],
} as const;

function fieldErrors(issue: z.core.$ZodIssue, place: 'body' | 'parameter', language: Language): FieldError[] {
  const at = (path: readonly PropertyKey[], word: keyof typeof words, extra = ''): FieldError => {
    const detail = words[word][language === 'en' ? 1 : 0] + extra;
    return place === 'body'
      ? {
          pointer: `#${path.map((part) => `/${String(part).replace(/~/g, '~0').replace(/\//g, '~1')}`).join('')}`,
          detail,
        }
      : { parameter: String(path[0] ?? ''), detail };
  };
  switch (issue.code) {
    case 'invalid_type':
      return [issue.input === undefined ? at(issue.path, 'missing') : at(issue.path, 'type')];
    case 'too_small':
      return [at(issue.path, 'small', ` (>= ${issue.minimum})`)];
    case 'too_big':
      return [at(issue.path, 'big', ` (<= ${issue.maximum})`)];
    case 'invalid_format':
      return [at(issue.path, 'format')];
    case 'unrecognized_keys':
      return issue.keys.map((key) => at([...issue.path, key], 'unknown'));
    case 'invalid_value':
      return [at(issue.path, 'value', ` (${issue.values.map(String).join(', ')})`)];
    default:
      return [at(issue.path, 'other')];
  }
}
