import { createHmac, timingSafeEqual } from 'node:crypto';
import { refuse } from './refusal.ts';

/**
 * Opaque signed cursors. One is bound to what it pages through (route, path, filter and caller's division), so it
 * cannot be carried to another list.
 */
export function cursors(secret: string, boundTo: string) {
  const sign = (position: string) => createHmac('sha256', secret).update(`${boundTo}\n${position}`).digest();
  return {
    /** The position to go on after; undefined on the first page. @throws Refusal 'cursor-invalid' */
    open(text: string | undefined): string | undefined {
      if (text === undefined) return undefined;
      const [position = '', signature = ''] = text
        .split('.')
        .map((part) => Buffer.from(part, 'base64url').toString('latin1'));
      const plain = Buffer.from(position, 'latin1').toString('utf8');
      const given = Buffer.from(signature, 'latin1');
      const right = sign(plain);
      if (given.length !== right.length || !timingSafeEqual(given, right)) refuse('cursor-invalid');
      return plain;
    },
    seal(position: string | undefined): string | undefined {
      if (position === undefined) return undefined;
      return `${Buffer.from(position, 'utf8').toString('base64url')}.${sign(position).toString('base64url')}`;
    },
  };
}
