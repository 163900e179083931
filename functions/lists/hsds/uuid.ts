/** A namespace of our own, so that no other source's names give the same ids. */
const NAMESPACE = 'b7a4d2e0-5f8c-4f0e-9a43-6e2f1c9d7a15';

/**
 * The UUID of a name, always the same (RFC 9562, version 5).
 * @param parts what names the thing, from the general to the particular
 */
export async function uuidOf(...parts: readonly string[]): Promise<string> {
  const space = Uint8Array.from(NAMESPACE.replaceAll('-', '').match(/../g)!, (pair) => parseInt(pair, 16));
  const name = new TextEncoder().encode(parts.join('\n'));
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-1', new Uint8Array([...space, ...name]))).slice(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x50;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
