import * as z from 'zod';
import type { Names } from './names.ts';

/** What the local edge reads of a CloudFront distribution. */

const Behaviour = z.object({
  TargetOriginId: z.string(),
  PathPattern: z.string().default('*'),
  AllowedMethods: z.array(z.string()).default(['GET', 'HEAD']),
  CachePolicyId: z.string(),
  OriginRequestPolicyId: z.string().optional(),
  ResponseHeadersPolicyId: z.string().optional(),
  Compress: z.boolean().default(false),
  FunctionAssociations: z
    .array(z.object({ EventType: z.enum(['viewer-request', 'viewer-response']), FunctionARN: z.string() }))
    .default([]),
});

const ErrorResponse = z.object({
  ErrorCode: z.number(),
  ResponseCode: z.number().optional(),
  ResponsePagePath: z.string().optional(),
});

const DistributionProperties = z.object({
  DistributionConfig: z.object({
    Aliases: z.array(z.string()).default([]),
    DefaultRootObject: z.string().default(''),
    DefaultCacheBehavior: Behaviour,
    CacheBehaviors: z.array(Behaviour).default([]),
    CustomErrorResponses: z.array(ErrorResponse).default([]),
    Origins: z.array(
      z.object({
        Id: z.string(),
        DomainName: z.string(),
        OriginPath: z.string().default(''),
        OriginCustomHeaders: z.array(z.object({ HeaderName: z.string(), HeaderValue: z.string() })).default([]),
      }),
    ),
  }),
});

export type Behaviour = z.output<typeof Behaviour>;
export type Distribution = z.output<typeof DistributionProperties>['DistributionConfig'] & {
  /** Host names that it answers to. */
  readonly domains: readonly string[];
};

/** The template's distributions. */
export function readDistributions(names: Names): Distribution[] {
  return names.all('AWS::CloudFront::Distribution').map(({ id, properties }) => {
    const { DistributionConfig: config } = DistributionProperties.parse(properties);
    return { ...config, domains: [`${names.ref(id)}.cloudfront.net`, ...config.Aliases] };
  });
}

/** The behaviour of a path: the first whose pattern fits, else the default one. `*` is any text, `?` one character. */
export function behaviourOf({ CacheBehaviors, DefaultCacheBehavior }: Distribution, path: string): Behaviour {
  return CacheBehaviors.find(({ PathPattern }) => fits(PathPattern, path)) ?? DefaultCacheBehavior;
}

function fits(pattern: string, path: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^/?${source.replace(/^\//, '')}$`, 's').test(path);
}
