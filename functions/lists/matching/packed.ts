/**
 * Columns of numbers and maps as JSON, so that what is compiled once is read in a few native calls. Whole numbers are written in as few bytes as
 * the largest needs, little-endian, and read as `Int32Array`.
 */
export const pack = (value: unknown): string => JSON.stringify(value, (_, part: unknown) => packed(part), 1);

function packed(part: unknown): unknown {
  if (part instanceof Map) return { map: [...part] };
  if (part instanceof Uint8Array) return written('flags', part);
  if (part instanceof Float64Array) return written('f64', part);
  if (!(part instanceof Int32Array)) return part;
  const [least, most] = [part.reduce((a, b) => Math.min(a, b), 0), part.reduce((a, b) => Math.max(a, b), 0)];
  const kind = least < 0 || most > 0xffff ? 'i32' : most > 0xff ? 'u16' : 'u8';
  return written(kind, kind === 'i32' ? part : kind === 'u16' ? Uint16Array.from(part) : Uint8Array.from(part));
}

const written = (kind: string, { buffer, byteOffset, byteLength }: ArrayBufferView) => ({
  [kind]: Buffer.from(buffer, byteOffset, byteLength).toString('base64'),
});

const bytes = (text: unknown): ArrayBuffer => Uint8Array.from(Buffer.from(text as string, 'base64')).buffer;
const kinds: Readonly<Record<string, (text: unknown) => unknown>> = {
  map: (entries) => new Map(entries as [unknown, unknown][]),
  flags: (text) => new Uint8Array(bytes(text)),
  u8: (text) => Int32Array.from(new Uint8Array(bytes(text))),
  u16: (text) => Int32Array.from(new Uint16Array(bytes(text))),
  i32: (text) => new Int32Array(bytes(text)),
  f64: (text) => new Float64Array(bytes(text)),
};

/** What `pack` wrote and JSON read. */
export function unpack(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value);
  const [kind, text] = entries[0] ?? [];
  if (entries.length === 1 && Object.hasOwn(kinds, kind!)) return kinds[kind!]!(text);
  return Object.fromEntries(entries.map(([key, part]) => [key, unpack(part)]));
}
