import { lookup, type LookupAddress } from 'node:dns';
import { request as plain } from 'node:http';
import { request as secure, type RequestOptions } from 'node:https';
import { BlockList, isIP } from 'node:net';

/** Networks that a message never goes to: this machine, private and link-local ones, and those with a use of their own (RFC 6890). */
const barred = new BlockList();
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  barred.addSubnet(net, bits, 'ipv4');
for (const [net, bits] of [
  ['::', 128],
  ['::1', 128],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  barred.addSubnet(net, bits, 'ipv6');

/** Whether an address is one of the open internet. IPv4 written as IPv6 counts as IPv4. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 0) return false;
  return !barred.check(address, family === 4 ? 'ipv4' : 'ipv6');
}

/**
 * Whether messages may go to a URL as it is written: https, no sign-in in it, no name of this machine, no barred address.
 * @param trusted hosts that an operator vouches for, e.g. a receiver on this machine; they may be http and anywhere
 */
export function isTarget(url: string, trusted: readonly string[] = []): boolean {
  const { protocol, hostname, host, username, password } = new URL(url);
  if (username || password) return false;
  if (trusted.includes(host)) return true;
  if (protocol !== 'https:') return false;
  const name = hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  return isIP(name) === 0
    ? name.includes('.') && !/(^|\.)(localhost|local|internal)$/.test(name)
    : isPublicAddress(name);
}

export type Posted = { readonly status: number } | { readonly error: 'refused-address' | 'unreachable' | 'timeout' };

const TIMEOUT_MS = 15_000;

/**
 * Posts a message and looks at the status alone; a redirect is not followed. The name is resolved once, its addresses are
 * checked, and the connection goes to one of those: what the name says a moment later does not matter (DNS rebinding).
 */
export function postTo(
  url: string,
  body: string,
  headers: Record<string, string>,
  trusted: readonly string[] = [],
): Promise<Posted> {
  if (!isTarget(url, trusted)) return Promise.resolve({ error: 'refused-address' });
  const free = trusted.includes(new URL(url).host);
  const options: RequestOptions = {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
    timeout: TIMEOUT_MS,
    signal: AbortSignal.timeout(TIMEOUT_MS),
    ...(!free && { lookup: publicOnly }),
  };
  return new Promise((resolve) => {
    const request = (url.startsWith('https:') ? secure : plain)(url, options, (response) => {
      response.destroy();
      resolve({ status: response.statusCode ?? 0 });
    });
    request.on('timeout', () => request.destroy(new DOMException('no answer in time', 'TimeoutError')));
    request.on('error', (error) => resolve({ error: nameOf(error) }));
    request.end(body);
  });
}

class Barred extends Error {}

function nameOf(error: Error): 'refused-address' | 'unreachable' | 'timeout' {
  if (error instanceof Barred) return 'refused-address';
  return error.name === 'TimeoutError' || error.name === 'AbortError' ? 'timeout' : 'unreachable';
}

/** Resolves a name to its public addresses; fails when any of them is barred. */
const publicOnly: NonNullable<RequestOptions['lookup']> = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
    if (error) {
      callback(error, '', 0);
      return;
    }
    if (!addresses.every(({ address }) => isPublicAddress(address))) {
      callback(new Barred(), '', 0);
      return;
    }
    const [first] = addresses;
    if (options.all) {
      callback(null, addresses);
      return;
    }
    callback(null, first?.address ?? '', first?.family ?? 0);
  });
};
