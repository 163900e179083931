import { createHmac, randomBytes } from 'node:crypto';

/** A new secret of a webhook: 'whsec_' and 32 bytes in base64. */
export const newSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;

/**
 * The headers of a Standard Webhooks message (standardwebhooks.com): `id.timestamp.body` signed with each secret.
 * @param secrets 'whsec_' and base64
 * @param seconds the instant of this attempt
 */
export function signed(id: string, seconds: number, body: string, secrets: readonly string[]): Record<string, string> {
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
    return `v1,${createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64')}`;
  });
  return { 'webhook-id': id, 'webhook-timestamp': String(seconds), 'webhook-signature': signatures.join(' ') };
}
