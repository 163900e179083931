import { readFileSync } from 'node:fs';
import { App, Validations } from 'aws-cdk-lib/core';
import { readSettings } from './settings.ts';
import { Sonata } from './stack.ts';

/** Behaviour of new CDK projects that shows in our template; here and not in cdk.json, so that both ways to synthesize agree. */
const flags = {
  '@aws-cdk/core:validateAgainstDefaultRules': true,
  '@aws-cdk/core:target-partitions': ['aws', 'aws-cn'],
  '@aws-cdk/aws-iam:minimizePolicies': true,
  '@aws-cdk/aws-lambda:recognizeVersionProps': true,
  '@aws-cdk/aws-cloudfront:defaultSecurityPolicyTLSv1.2_2021': true,
};

const app = new App({ context: flags, analyticsReporting: false });
const settings = readSettings(app.node);
const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
};
new Sonata(app, `Sonata-${settings.stage}`, {
  settings,
  release: version,
  description: 'Sonata: community co-governance',
});
// CDK's own switch (`--no-validation`): the local start, which deploys nothing, waits neither for its rules nor for ours.
if (process.env['CDK_VALIDATION'] !== 'false') {
  const { AwsSolutionsChecks } = await import('cdk-nag');
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
}
app.synth();
