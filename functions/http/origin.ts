import { createHmac } from 'node:crypto';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';

/**
 * A request's network address as a keyed digest, so that floods can be counted and nobody be found by it. Behind the
 * edge the gateway sees the edge's address last; the visitor's stands before it.
 */
export function origin(event: APIGatewayProxyEventV2, scope: string, secret: string): string {
  const { sourceIp } = event.requestContext.http;
  const passed = (event.headers['x-forwarded-for'] ?? '').split(',').map((address) => address.trim());
  const visitor = passed.filter((address) => address !== '' && address !== sourceIp).at(-1) ?? sourceIp;
  return createHmac('sha256', secret).update(`${scope}\n${visitor}`).digest('base64url').slice(0, 22);
}
