import * as z from 'zod';
import type { Answer } from './http.ts';
import type { Names } from './names.ts';

const flag = z.object({ Override: z.boolean() });
const Security = z.object({
  ContentSecurityPolicy: flag.extend({ ContentSecurityPolicy: z.string() }).optional(),
  ContentTypeOptions: flag.optional(),
  FrameOptions: flag.extend({ FrameOption: z.string() }).optional(),
  ReferrerPolicy: flag.extend({ ReferrerPolicy: z.string() }).optional(),
  StrictTransportSecurity: flag
    .extend({
      AccessControlMaxAgeSec: z.number(),
      IncludeSubdomains: z.boolean().default(false),
      Preload: z.boolean().default(false),
    })
    .optional(),
  XSSProtection: flag.extend({ Protection: z.boolean(), ModeBlock: z.boolean().default(false) }).optional(),
});
const Cors = z.object({
  AccessControlAllowOrigins: z.object({ Items: z.array(z.string()) }),
  AccessControlAllowHeaders: z.object({ Items: z.array(z.string()) }),
  AccessControlAllowMethods: z.object({ Items: z.array(z.string()) }),
  AccessControlExposeHeaders: z.object({ Items: z.array(z.string()) }).optional(),
  AccessControlMaxAgeSec: z.number().optional(),
  AccessControlAllowCredentials: z.boolean(),
  OriginOverride: z.boolean(),
});
const PolicyProperties = z.object({
  ResponseHeadersPolicyConfig: z.object({
    SecurityHeadersConfig: Security.default({}),
    CorsConfig: Cors.optional(),
    CustomHeadersConfig: z
      .object({ Items: z.array(flag.extend({ Header: z.string(), Value: z.string() })) })
      .default({ Items: [] }),
    RemoveHeadersConfig: z.object({ Items: z.array(z.object({ Header: z.string() })) }).default({ Items: [] }),
  }),
});

interface Line {
  readonly name: string;
  readonly value: string;
  readonly override: boolean;
}

/** Applies a response headers policy of the template to an answer. @param origin the viewer's Origin header, for CORS */
export type Dress = (answer: Answer, origin: string | undefined) => Answer;

/** @throws Error when the template holds no such policy */
export function readHeadersPolicy(names: Names, id: string): Dress {
  const found = names.all('AWS::CloudFront::ResponseHeadersPolicy').find((each) => names.ref(each.id) === id);
  if (!found) throw new Error(`the response headers policy ${id} is not in the template`);
  const config = PolicyProperties.parse(found.properties).ResponseHeadersPolicyConfig;
  const lines = [
    ...securityLines(config.SecurityHeadersConfig),
    ...config.CustomHeadersConfig.Items.map(({ Header, Value, Override }) => ({
      name: Header.toLowerCase(),
      value: Value,
      override: Override,
    })),
  ];
  const removed = new Set(config.RemoveHeadersConfig.Items.map(({ Header }) => Header.toLowerCase()));
  return (answer, origin) => {
    const headers = Object.fromEntries(Object.entries(answer.headers).filter(([name]) => !removed.has(name)));
    const cors = config.CorsConfig && origin !== undefined ? corsLines(config.CorsConfig, origin) : [];
    for (const { name, value, override } of [...lines, ...cors]) {
      if (override || headers[name] === undefined) headers[name] = value;
    }
    return { ...answer, headers };
  };
}

function securityLines(wanted: z.output<typeof Security>): Line[] {
  const { StrictTransportSecurity: hsts, XSSProtection: xss } = wanted;
  const lines = {
    'content-security-policy': [wanted.ContentSecurityPolicy, wanted.ContentSecurityPolicy?.ContentSecurityPolicy],
    'x-content-type-options': [wanted.ContentTypeOptions, 'nosniff'],
    'x-frame-options': [wanted.FrameOptions, wanted.FrameOptions?.FrameOption],
    'referrer-policy': [wanted.ReferrerPolicy, wanted.ReferrerPolicy?.ReferrerPolicy],
    'strict-transport-security': [
      hsts,
      `max-age=${hsts?.AccessControlMaxAgeSec}${hsts?.IncludeSubdomains ? '; includeSubDomains' : ''}${hsts?.Preload ? '; preload' : ''}`,
    ],
    'x-xss-protection': [xss, xss?.Protection ? `1${xss.ModeBlock ? '; mode=block' : ''}` : '0'],
  } as const;
  return Object.entries(lines).flatMap(([name, [given, value]]) =>
    given && value !== undefined ? [{ name, value, override: given.Override }] : [],
  );
}

function corsLines(cors: z.output<typeof Cors>, origin: string): Line[] {
  const origins = cors.AccessControlAllowOrigins.Items;
  if (!origins.includes('*') && !origins.includes(origin)) return [];
  const line = (name: string, value: string): Line => ({ name, value, override: cors.OriginOverride });
  return [
    line('access-control-allow-origin', origins.includes('*') ? '*' : origin),
    line('access-control-allow-methods', cors.AccessControlAllowMethods.Items.join(', ')),
    line('access-control-allow-headers', cors.AccessControlAllowHeaders.Items.join(', ')),
    ...(cors.AccessControlExposeHeaders
      ? [line('access-control-expose-headers', cors.AccessControlExposeHeaders.Items.join(', '))]
      : []),
    ...(cors.AccessControlAllowCredentials ? [line('access-control-allow-credentials', 'true')] : []),
  ];
}
