import type { ProblemDetails } from '../../http/problem.ts';

type Value = string | number | boolean | null;
/** A GeoReport record: plain members only. */
export type Report = Readonly<Record<string, Value | readonly Report[]>>;

/**
 * Records as GeoReport writes them.
 * @param names the XML elements of the list and of each record: ['service_requests', 'request']
 */
export function written(type: 'json' | 'xml', [list, one]: readonly [string, string], records: readonly Report[]) {
  return type === 'json'
    ? { body: JSON.stringify(records), type: 'application/json' }
    : { body: `<?xml version="1.0" encoding="utf-8"?>\n${listOf(list, one, records)}`, type: 'application/xml' };
}

/** One record as the whole answer, as discovery is. */
export const writtenWhole = (type: 'json' | 'xml', name: string, record: Report) =>
  type === 'json'
    ? { body: JSON.stringify(record), type: 'application/json' }
    : {
        body: `<?xml version="1.0" encoding="utf-8"?>\n<${name}>${membersOf(record)}</${name}>`,
        type: 'application/xml',
      };

/**
 * A refusal as GeoReport tells it: each fault by itself, the refusal's name first, as XML where the path asks for XML.
 */
export const writtenErrors = ({ status, refusal, detail, errors }: ProblemDetails, path: string) =>
  written(
    path.endsWith('.xml') ? 'xml' : 'json',
    ['errors', 'error'],
    (errors ?? [{ detail }]).map((fault) => ({
      code: status,
      description: `${refusal}: ${[fault.parameter ?? fault.pointer ?? [], fault.detail].flat().join(' ')}`,
    })),
  );

const listOf = (list: string, one: string, records: readonly Report[]): string =>
  `<${list}>${records.map((record) => `<${one}>${membersOf(record)}</${one}>`).join('')}</${list}>`;

const membersOf = (record: Report): string =>
  Object.entries(record)
    .map(([name, value]) =>
      Array.isArray(value)
        ? listOf(name, name.replace(/s$/, ''), value as readonly Report[])
        : `<${name}>${escaped(value as Value)}</${name}>`,
    )
    .join('');

const escaped = (value: Value): string =>
  value === null
    ? ''
    : String(value)
        .replaceAll('&', '&amp;')
        .replaceAll('<', '&lt;')
        .replaceAll('>', '&gt;')
        .replace(/[^\P{C}\n\t]/gu, '');
