import { createHash, createHmac } from 'node:crypto';

/** Whose signature: what the runtime hands a function of its role. */
export interface Signer {
  readonly keyId: string;
  readonly secret: string;
  /** Of a role that is taken on for a while. */
  readonly token?: string | undefined;
  readonly region: string;
}

interface Signing {
  readonly method: string;
  /** Percent-encoded, as it goes over the wire. */
  readonly path: string;
  /** Of the query, each as it goes over the wire; the signature itself is not among them. */
  readonly parameters: readonly string[];
  /** Those that are signed: lower case, with their values. */
  readonly headers: Readonly<Record<string, string>>;
  /** As YYYYMMDDTHHMMSSZ. */
  readonly stamp: string;
}

const PAYLOAD = 'UNSIGNED-PAYLOAD';
const ALGORITHM = 'AWS4-HMAC-SHA256';

/**
 * Signs a request to S3 for whoever has the address (AWS Signature Version 4 in the query).
 * @param headers what the sender must send, exactly so; the host is signed besides
 * @param now ISO instant from which it holds, for `seconds`
 */
export function presigned(
  method: string,
  address: string,
  headers: Readonly<Record<string, string>>,
  { now, seconds, signer }: { readonly now: string; readonly seconds: number; readonly signer: Signer },
): string {
  const { origin, host, pathname: path } = new URL(address);
  const stamp = now.replace(/\.\d+|[-:]/g, '');
  const signed = { ...headers, host };
  const query = {
    'X-Amz-Algorithm': ALGORITHM,
    'X-Amz-Credential': `${signer.keyId}/${scopeOf(stamp, signer.region)}`,
    'X-Amz-Date': stamp,
    'X-Amz-Expires': String(seconds),
    ...(signer.token && { 'X-Amz-Security-Token': signer.token }),
    'X-Amz-SignedHeaders': Object.keys(signed).sort().join(';'),
  };
  const parameters = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  const signature = signatureOf({ method, path, parameters, headers: signed, stamp }, signer);
  return `${origin}${path}?${parameters.join('&')}&X-Amz-Signature=${signature}`;
}

/** The signature of a request to S3 whose body is not signed, in hexadecimal digits. */
export function signatureOf({ method, path, parameters, headers, stamp }: Signing, signer: Signer): string {
  const names = Object.keys(headers).sort();
  const request = [
    method,
    path,
    [...parameters].sort().join('&'),
    ...names.map((name) => `${name}:${headers[name]?.trim()}`),
    '',
    names.join(';'),
    PAYLOAD,
  ].join('\n');
  const scope = scopeOf(stamp, signer.region);
  const text = [ALGORITHM, stamp, scope, createHash('sha256').update(request).digest('hex')].join('\n');
  const key = scope.split('/').reduce<string | Buffer>((above, part) => digest(above, part), `AWS4${signer.secret}`);
  return digest(key, text).toString('hex');
}

const digest = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

const scopeOf = (stamp: string, region: string): string => `${stamp.slice(0, 8)}/${region}/s3/aws4_request`;
