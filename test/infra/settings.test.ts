import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pillars } from '../../functions/pillars.ts';
import { emptyBuild, ofType, only, synthesized } from './synthesized.ts';

const app = join(import.meta.dirname, '../../infra/app.ts');

/** Synthesizes as `cdk synth` does, with all checks. @returns what it prints */
const synth = (context: Record<string, string>) =>
  execFileSync(process.execPath, [app], {
    env: {
      ...process.env,
      CDK_OUTDIR: mkdtempSync(join(tmpdir(), 'sonata-cdk-')),
      CDK_CONTEXT_JSON: JSON.stringify({ build: emptyBuild(), ...context }),
      CDK_VALIDATION: 'true',
    },
    encoding: 'utf8',
    stdio: 'pipe',
  });

test.each([
  {},
  {
    identity: 'cognito',
    stage: 'prod',
    domain: 'sonata.example.org',
    certificate: 'arn:aws-cn:acm:x:1:certificate/2',
    footer: '["A county"]',
  },
])('cdk-nag and the rules of CloudFormation find nothing unexplained with %o', (context) => {
  expect(() => synth(context)).not.toThrow();
});

test('a bucket open to the world would be found', () => {
  const open = `
    import { App, Stack, Validations } from 'aws-cdk-lib/core';
    import { Bucket } from 'aws-cdk-lib/aws-s3';
    import { AwsSolutionsChecks } from 'cdk-nag';
    const app = new App();
    new Bucket(new Stack(app, 'Open'), 'Bucket');
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
    app.synth();`;
  const run = () =>
    execFileSync(process.execPath, ['--input-type=module', '-e', open], {
      cwd: join(import.meta.dirname, '../..'),
      env: { ...process.env, CDK_OUTDIR: mkdtempSync(join(tmpdir(), 'sonata-cdk-')), CDK_VALIDATION: 'false' },
      stdio: 'pipe',
    });
  expect(run).toThrow(/AwsSolutions-S1/);
});

test('without a build it says what to do', () => {
  expect(() => synthesized({ build: '/nowhere' })).toThrow(/run `npm run build` first/);
});

test('settings that do not go together are refused', () => {
  expect(() => synthesized({ domain: 'sonata.example.org' })).toThrow(/domain and certificate go together/);
  expect(() => synthesized({ stage: 'Not a stage' })).toThrow(/stage/);
  expect(() => synthesized({ issuer: 'no address' })).toThrow(/issuer/);
});

test('settings reach the functions that need them', () => {
  const template = synthesized({
    issuer: 'https://id.example.org',
    audience: 'county',
    address: 'https://county.example.org',
    demo: true,
    footer: '["主办"]',
  });
  const [, publish] = only(template, 'AWS::Lambda::Function', 'PublishFunction');
  expect(publish['Environment']).toMatchObject({
    Variables: {
      ISSUER: 'https://id.example.org',
      AUDIENCE: 'county',
      DEMO: 'true',
      FOOTER: '["主办"]',
      ADDRESS: 'https://county.example.org',
    },
  });
  const [, authorizer] = only(template, 'AWS::ApiGatewayV2::Authorizer');
  expect(authorizer['JwtConfiguration']).toEqual({ Issuer: 'https://id.example.org', Audience: ['county'] });
});

test('a Cognito pool can be the issuer, with the roles as groups and the scopes of the contracts', () => {
  const template = synthesized({ identity: 'cognito' });
  const [pool] = only(template, 'AWS::Cognito::UserPool');
  const [, authorizer] = only(template, 'AWS::ApiGatewayV2::Authorizer');
  expect(JSON.stringify(authorizer['JwtConfiguration'])).toContain(pool);
  const [, server] = only(template, 'AWS::Cognito::UserPoolResourceServer');
  const scopes = (server['Scopes'] as { ScopeName: string }[]).map(({ ScopeName }) => `sonata/${ScopeName}`);
  expect(scopes).toHaveLength(2 * Object.keys(pillars).length);
  const asked = ofType(template, 'AWS::ApiGatewayV2::Route').flatMap(([, route]) => route['AuthorizationScopes'] ?? []);
  expect(scopes).toEqual(expect.arrayContaining(asked));
  const [, grids] = only(template, 'AWS::Lambda::Function', 'Apigrids');
  expect(grids['Environment']).toMatchObject({ Variables: { CLAIM_ROLES: 'cognito:groups', SCOPE_PREFIX: 'sonata/' } });
});

test.each([
  { certificate: 'arn:aws:acm:us-east-1:1:certificate/2', named: 'AcmCertificateArn' },
  { certificate: 'ASCAEXAMPLE', named: 'IamCertificateId' },
])('own domains take a certificate by $named', ({ certificate, named }) => {
  const template = synthesized({ domain: 'sonata.example.org', pagesDomain: 'pages.example.org', certificate });
  for (const [begins, domain] of [
    ['SiteEdge', 'sonata.example.org'],
    ['SiteInner', 'pages.example.org'],
  ] as const) {
    const [, distribution] = only(template, 'AWS::CloudFront::Distribution', begins);
    expect(distribution['DistributionConfig']).toMatchObject({
      Aliases: [domain],
      ViewerCertificate: { [named]: certificate },
    });
  }
});
