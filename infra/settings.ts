import type { Node } from 'constructs';
import * as z from 'zod';

/**
 * What a deployment may choose, as CDK context: `npx cdk deploy -c stage=prod -c issuer=https://... -c audience=...`.
 * Whatever is absent takes the value for the local stage.
 */
const Settings = z
  .strictObject({
    stage: z
      .string()
      .regex(/^[a-z][a-z0-9-]{0,15}$/)
      .default('local')
      .describe('ends the name of the stack'),
    issuer: z.url().default('http://localhost:8080/oidc').describe('OpenID Connect issuer whose tokens are accepted'),
    audience: z.string().min(1).default('sonata').describe('what a token must be issued for'),
    clientId: z.string().min(1).default('sonata-web').describe('the public client that the staff site signs in with'),
    identity: z
      .enum(['issuer', 'cognito'])
      .default('issuer')
      .describe('cognito makes a user pool, which then is issuer, audience and client'),
    address: z.url().optional().describe('of the site, where it is neither the own domain nor that of CloudFront'),
    domain: z.hostname().optional().describe('own domain of the site; needs certificate'),
    pagesDomain: z.hostname().optional().describe('own domain of the inner distribution, which AWS China asks for'),
    certificate: z
      .string()
      .optional()
      .describe('for the domains: ARN in Certificate Manager (us-east-1), or id in the IAM store, as in AWS China'),
    demo: z.stringbool().default(false).describe('every page says that it shows demo data'),
    footer: z
      .preprocess((value) => (typeof value === 'string' ? JSON.parse(value) : value), z.array(z.string()))
      .default([])
      .describe('lines of the footer (organiser, filings, map approval number), a JSON array'),
    build: z.string().default('.build').describe('folder that `npm run build` filled'),
  })
  .refine(
    ({ domain, pagesDomain, certificate }) => !(domain ?? pagesDomain) === !certificate,
    'domain and certificate go together',
  );

export type Settings = z.output<typeof Settings>;

/** Reads the settings from CDK context. @throws ZodError naming what is wrong */
export function readSettings(node: Node): Settings {
  const given = Object.keys(Settings.shape).map((key) => [key, text(node.tryGetContext(key))] as const);
  return Settings.parse(Object.fromEntries(given.filter(([, value]) => value !== undefined)));
}

/** Context is a string on the command line and may be a boolean in a file. */
const text = (value: unknown): unknown => (typeof value === 'boolean' ? String(value) : value);
