import { timingSafeEqual } from 'node:crypto';
import { type Signer, signatureOf } from '../../functions/http/presigned.ts';
import { withAuthorization } from './control.ts';
import { json, type Request, type Service } from './http.ts';
import { REGION } from './names.ts';

/** What every function signs with on this machine. */
export const localRole: Signer = { keyId: 'local', secret: 'local', region: REGION };

/** S3 holds a clock that is this much before its own for wrong. */
const AHEAD_MS = 15 * 60_000;

/**
 * S3's door: a presigned request passes while it is as it was signed, by us, and its time is not over. Any other must
 * bring an authorization, whose signature is not checked, as that of the functions' SDK.
 */
export const withSignature = (service: Service, signer: Signer, now: () => number): Service => {
  const authorized = withAuthorization(service);
  return (request) => {
    const { signature, ...signed } = partsOf(request);
    if (signature === undefined) return authorized(request);
    return holds(signed, now()) && same(signature, signatureOf(signed, signer))
      ? service(request)
      : Promise.resolve(json(403, { code: 'AccessDenied' }));
  };
};

/** What was signed, read from what came. */
function partsOf({ method, path, query, headers }: Request) {
  const given = query.split('&');
  const asked = new URLSearchParams(query);
  const names = (asked.get('X-Amz-SignedHeaders') ?? '').split(';');
  return {
    signature: asked.get('X-Amz-Signature') ?? undefined,
    method,
    path,
    parameters: given.filter((parameter) => !parameter.startsWith('X-Amz-Signature=')),
    headers: Object.fromEntries(names.map((name) => [name, headers[name] ?? ''])),
    stamp: asked.get('X-Amz-Date') ?? '',
    seconds: Number(asked.get('X-Amz-Expires')),
  };
}

function holds({ stamp, seconds }: { readonly stamp: string; readonly seconds: number }, now: number): boolean {
  const from = Date.parse(stamp.replace(/^(\d{4})(\d\d)(\d\dT\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3:$4:$5Z'));
  return now >= from - AHEAD_MS && now <= from + seconds * 1000;
}

function same(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
