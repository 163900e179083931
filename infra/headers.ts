import { Duration } from 'aws-cdk-lib/core';
import {
  HeadersReferrerPolicy,
  type ResponseHeadersPolicyProps,
  ResponseHeadersPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import type { Construct } from 'constructs';

/**
 * What the edge adds to every answer: `own` for the site's, `open` for open data, which any site may read, `api` for what
 * the gateway answers without a function (a function sets its own).
 * @param origins that the site's scripts may call besides their own
 */
export function headers(scope: Construct, origins: readonly string[]) {
  const common = security(siteScripts(origins), true);
  return {
    api: new ResponseHeadersPolicy(scope, 'ApiHeaders', security("default-src 'none'; frame-ancestors 'none'", false)),
    own: new ResponseHeadersPolicy(scope, 'Headers', common),
    open: new ResponseHeadersPolicy(scope, 'OpenHeaders', {
      ...common,
      corsBehavior: {
        accessControlAllowCredentials: false,
        accessControlAllowHeaders: ['*'],
        accessControlAllowMethods: ['GET', 'HEAD'],
        accessControlAllowOrigins: ['*'],
        originOverride: true,
      },
    }),
  };
}

/**
 * The policy of the header is the outer bound; each page narrows its scripts to hashes in its own meta element, which a
 * header that is one for all pages cannot know. Only a header can say who may frame a page.
 */
const siteScripts = (origins: readonly string[]): string =>
  [
    "default-src 'self'",
    "script-src 'self' 'unsafe-inline'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    `connect-src ${["'self'", ...origins].join(' ')}`,
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');

const security = (contentSecurityPolicy: string, override: boolean): ResponseHeadersPolicyProps => ({
  securityHeadersBehavior: {
    contentSecurityPolicy: { contentSecurityPolicy, override },
    contentTypeOptions: { override },
    referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.STRICT_ORIGIN_WHEN_CROSS_ORIGIN, override },
    strictTransportSecurity: { accessControlMaxAge: Duration.days(730), includeSubdomains: true, override },
  },
  customHeadersBehavior: {
    customHeaders: [
      {
        header: 'Permissions-Policy',
        value: 'camera=(), geolocation=(self), microphone=(), payment=(), usb=()',
        override,
      },
      { header: 'Cross-Origin-Opener-Policy', value: 'same-origin', override },
    ],
  },
});
