/** What JSON can hold. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };

/**
 * Canonical JSON: the same value is the same text on every machine. Keys in the order of their UTF-16 code units,
 * numbers and strings as ECMAScript writes them; a property that is undefined is absent.
 * @throws RangeError for what I-JSON forbids: NaN, infinities, lone surrogates
 * Source: RFC 8785 (JSON Canonicalization Scheme), section 3.2.
 */
export function canonical(value: Json): string {
  if (typeof value === 'string') return text(value);
  if (typeof value === 'number' && !Number.isFinite(value)) throw new RangeError(`not a JSON number: ${value}`);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${(value as readonly Json[]).map(canonical).join(',')}]`;
  const object = value as { readonly [key: string]: Json | undefined };
  let out = '';
  for (const key of Object.keys(object).sort()) {
    const member = object[key];
    if (member !== undefined) out += `${out === '' ? '' : ','}${text(key)}:${canonical(member)}`;
  }
  return `{${out}}`;
}

function text(value: string): string {
  if (!value.isWellFormed()) throw new RangeError('a lone surrogate has no UTF-8 form');
  return JSON.stringify(value);
}
