import { Duration, Validations } from 'aws-cdk-lib/core';
import {
  AllowedMethods,
  type BehaviorOptions,
  CachePolicy,
  type CfnDistribution,
  Distribution,
  Function,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  type IOrigin,
  OriginRequestPolicy,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { type IBucket, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { API_BASE } from '../functions/http/route.ts';
import { bucket } from './bucket.ts';
import { headers } from './headers.ts';
import type { Settings } from './settings.ts';

export interface SiteProps {
  readonly settings: Settings;
  /** Host name of the HTTP API. */
  readonly apiHost: string;
  /** Origins besides our own that the site's scripts may call. */
  readonly origins: readonly string[];
}

/**
 * The buckets and the two CloudFront distributions before them. Custom error responses count for a whole distribution and
 * would replace the API's problems; so `pages` knows the buckets and the 404 page, and the public `edge` knows the API.
 */
export class Site extends Construct {
  readonly pages: IBucket;
  readonly data: IBucket;
  readonly edge: Distribution;
  /** The site's origin: https://... */
  readonly url: string;

  constructor(scope: Construct, id: string, { settings, apiHost, origins }: SiteProps) {
    super(scope, id);
    this.pages = this.publicBucket('Pages');
    this.data = this.publicBucket('Data');
    const cachePolicy = new CachePolicy(this, 'Cache', {
      comment: 'As long as the object says, else a minute; nothing of the request counts',
      minTtl: Duration.seconds(0),
      defaultTtl: Duration.minutes(1),
      maxTtl: Duration.days(365),
      enableAcceptEncodingGzip: true,
      enableAcceptEncodingBrotli: true,
    });
    const inner = this.innerDistribution(cachePolicy);
    answerTo(inner, settings.pagesDomain, settings.certificate);
    const pages = new HttpOrigin(settings.pagesDomain ?? inner.distributionDomainName);
    this.edge = this.edgeDistribution(pages, cachePolicy, {
      gateway: new HttpOrigin(apiHost),
      ...headers(this, origins),
    });
    answerTo(this.edge, settings.domain, settings.certificate);
    this.url = settings.address ?? `https://${settings.domain ?? this.edge.distributionDomainName}`;
  }

  private publicBucket(id: string): IBucket {
    const reason =
      'Only the distributions read it, and the edge logs each visit; only deployments and publish write it.';
    return bucket(this, id, reason, {
      versioned: true,
      lifecycleRules: [
        { noncurrentVersionExpiration: Duration.days(30) },
        { prefix: 'data/dump/', expiration: Duration.days(14) },
      ],
    });
  }

  private innerDistribution(cachePolicy: CachePolicy): Distribution {
    const viewer = { viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY, cachePolicy };
    const index = new Function(this, 'DirectoryIndex', {
      code: FunctionCode.fromFile({ filePath: `${import.meta.dirname}/directory-index.js` }),
      runtime: FunctionRuntime.JS_2_0,
    });
    const missing = (httpStatus: number) => ({
      httpStatus,
      responseHttpStatus: 404,
      responsePagePath: '/404.html',
      ttl: Duration.seconds(10),
    });
    const pages = new Distribution(this, 'Inner', {
      comment: 'Sonata: pages and open data',
      defaultBehavior: {
        ...viewer,
        origin: S3BucketOrigin.withOriginAccessControl(this.pages),
        functionAssociations: [{ function: index, eventType: FunctionEventType.VIEWER_REQUEST }],
      },
      additionalBehaviors: { '/data/*': { ...viewer, origin: S3BucketOrigin.withOriginAccessControl(this.data) } },
      // A bucket that may not be listed answers 403 for what it lacks.
      errorResponses: [missing(403), missing(404)],
    });
    acknowledge(pages, { 'AwsSolutions-CFR3': 'The edge before it logs each visit.' });
    return pages;
  }

  private edgeDistribution(
    pages: IOrigin,
    cachePolicy: CachePolicy,
    to: { gateway: IOrigin } & ReturnType<typeof headers>,
  ): Distribution {
    const viewerProtocolPolicy = ViewerProtocolPolicy.REDIRECT_TO_HTTPS;
    const page: BehaviorOptions = { origin: pages, cachePolicy, responseHeadersPolicy: to.own, viewerProtocolPolicy };
    const openData = { ...page, responseHeadersPolicy: to.open };
    const edge = new Distribution(this, 'Edge', {
      comment: 'Sonata: the public address',
      defaultBehavior: page,
      additionalBehaviors: {
        [`${API_BASE}/openapi.json`]: openData,
        '/data/*': openData,
        [`${API_BASE}/*`]: {
          origin: to.gateway,
          allowedMethods: AllowedMethods.ALLOW_ALL,
          cachePolicy: CachePolicy.CACHING_DISABLED,
          originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
          responseHeadersPolicy: to.api,
          viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
        },
      },
      logBucket: this.visitLogs(),
    });
    acknowledge(edge, {});
    return edge;
  }

  private visitLogs(): IBucket {
    return bucket(this, 'Visits', 'It holds the logs itself.', {
      // CloudFront delivers its logs by an access control list.
      objectOwnership: ObjectOwnership.BUCKET_OWNER_PREFERRED,
      // Half a year is the least the Cybersecurity Law asks; addresses of visitors are not kept longer.
      lifecycleRules: [{ expiration: Duration.days(184) }],
    });
  }
}

/** An own domain with its certificate, by the template's own words: CDK knows no certificates of the IAM store. */
function answerTo(distribution: Distribution, domain: string | undefined, certificate: string | undefined): void {
  if (!domain || !certificate) return;
  const template = distribution.node.defaultChild as CfnDistribution;
  template.addPropertyOverride('DistributionConfig.Aliases', [domain]);
  template.addPropertyOverride('DistributionConfig.ViewerCertificate', {
    [certificate.startsWith('arn:') ? 'AcmCertificateArn' : 'IamCertificateId']: certificate,
    SslSupportMethod: 'sni-only',
    MinimumProtocolVersion: 'TLSv1.2_2021',
  });
}

function acknowledge(distribution: Distribution, more: Record<string, string>): void {
  const reasons = {
    'AwsSolutions-CFR1': 'A public site of a county: read from anywhere.',
    'AwsSolutions-CFR2':
      'Pages are static and the API is throttled; a web ACL lives in another region and account policy, and is regional only in AWS China.',
    'AwsSolutions-CFR4':
      "Without an own domain only CloudFront's certificate is possible; with one, TLS 1.2 is the least.",
    ...more,
  };
  for (const [id, reason] of Object.entries(reasons)) Validations.of(distribution).acknowledge({ id, reason });
}
