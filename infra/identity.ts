import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib/core';
import {
  FeaturePlan,
  LambdaVersion,
  Mfa,
  OAuthScope,
  ResourceServerScope,
  StringAttribute,
  UserPool,
  UserPoolClient,
  UserPoolGroup,
  UserPoolOperation,
} from 'aws-cdk-lib/aws-cognito';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { roles, scopeOf } from '../functions/http/policy.ts';
import { pillars } from '../functions/pillars.ts';
import { allow } from './functions.ts';
import type { Settings } from './settings.ts';

/** Whose access tokens the API takes. */
export interface Tokens {
  readonly issuer: string;
  readonly audience: string;
  readonly clientId: string;
  readonly scopePrefix: string;
  /** What a function needs to check a token itself. */
  readonly environment: Record<string, string>;
}

const tokens = (given: Omit<Tokens, 'environment'>, rolesClaim: string): Tokens => ({
  ...given,
  environment: {
    ISSUER: given.issuer,
    AUDIENCE: given.audience,
    SCOPE_PREFIX: given.scopePrefix,
    CLAIM_ROLES: rolesClaim,
    CLAIM_DIVISION: 'division',
    CLAIM_UNIT: 'unit',
    CLAIM_FUND: 'fund',
  },
});

export interface Identity {
  /** Origins that the staff site's sign-in talks to. */
  readonly origins: readonly string[];
  /** @param site the site's origin, to which sign-in returns */
  tokens(site: string): Tokens;
}

/** Any OpenID Connect issuer, or a Cognito pool where the region has Cognito (AWS China has none). */
export const identity = (scope: Construct, settings: Settings): Identity =>
  settings.identity === 'cognito' ? new Pool(scope, 'Identity') : named(settings);

const named = ({ issuer, audience, clientId }: Settings): Identity => ({
  origins: [new URL(issuer).origin],
  tokens: () => tokens({ issuer, audience, clientId, scopePrefix: '' }, 'roles'),
});

/** A user pool with the roles as groups; division, unit and fund are attributes copied into the access token. */
class Pool extends Construct implements Identity {
  readonly origins: readonly string[];
  private readonly pool: UserPool;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const { region, account } = Stack.of(this);
    const attribute = (maxLen: number) => new StringAttribute({ mutable: true, maxLen });
    this.pool = new UserPool(this, 'Pool', {
      selfSignUpEnabled: false,
      signInAliases: { username: true },
      mfa: Mfa.REQUIRED,
      mfaSecondFactor: { otp: true, sms: false },
      passwordPolicy: {
        minLength: 12,
        requireDigits: true,
        requireLowercase: true,
        requireUppercase: true,
        requireSymbols: true,
      },
      customAttributes: { division: attribute(12), unit: attribute(64), fund: attribute(64) },
      featurePlan: FeaturePlan.ESSENTIALS,
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.pool.addTrigger(UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG, this.claims(), LambdaVersion.V2_0);
    for (const role of roles) new UserPoolGroup(this, `Group-${role}`, { userPool: this.pool, groupName: role });
    const domain = this.pool.addDomain('Domain', { cognitoDomain: { domainPrefix: `sonata-${account}` } });
    this.origins = [`https://cognito-idp.${region}.amazonaws.com`, domain.baseUrl()];
    Validations.of(this.pool).acknowledge({
      id: 'AwsSolutions-COG8',
      reason: 'The Plus plan adds threat protection; staff sign in with a password of 12 signs and a second factor.',
    });
  }

  tokens(site: string): Tokens {
    const scopes = Object.keys(pillars).flatMap((pillar) =>
      ['GET', 'POST'].map((method) => {
        const scopeName = scopeOf(pillar, method);
        return new ResourceServerScope({ scopeName, scopeDescription: scopeName });
      }),
    );
    const server = this.pool.addResourceServer('Scopes', { identifier: 'sonata', scopes });
    const client = new UserPoolClient(this, 'Client', {
      userPool: this.pool,
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [OAuthScope.OPENID, ...scopes.map((scope) => OAuthScope.resourceServer(server, scope))],
        callbackUrls: [`${site}/staff/`, `${site}/en/staff/`],
        logoutUrls: [`${site}/`],
      },
      accessTokenValidity: Duration.minutes(30),
      refreshTokenValidity: Duration.hours(10),
      preventUserExistenceErrors: true,
    });
    const clientId = client.userPoolClientId;
    const issuer = this.pool.userPoolProviderUrl;
    // Cognito's access tokens name the client where others name an audience.
    return tokens({ issuer, audience: clientId, clientId, scopePrefix: 'sonata/' }, 'cognito:groups');
  }

  private claims(): Function {
    const logGroup = new LogGroup(this, 'ClaimsLog', { retention: RetentionDays.SIX_MONTHS });
    const role = new Role(this, 'ClaimsRole', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    role.addToPolicy(allow(['logs:CreateLogStream', 'logs:PutLogEvents'], logGroup.logGroupArn));
    return new Function(this, 'Claims', {
      description: 'Copies division, unit and fund into the access token',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: Code.fromInline(copyClaims),
      role: role.withoutPolicyUpdates(),
      logGroup,
    });
  }
}

const copyClaims = `exports.handler = async (event) => {
  const claims = {};
  for (const name of ['division', 'unit', 'fund']) {
    const value = event.request.userAttributes['custom:' + name];
    if (value) claims[name] = value;
  }
  event.response = { claimsAndScopeOverrideDetails: { accessTokenGeneration: { claimsToAddOrOverride: claims } } };
  return event;
};
`;
