import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib/core';
import { functionNames } from '../../infra/bundle.ts';
import { readSettings } from '../../infra/settings.ts';
import { Sonata } from '../../infra/stack.ts';

export interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
}

export interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Outputs: Readonly<Record<string, unknown>>;
  readonly Conditions?: unknown;
}

/** A stand-in for .build: the template does not depend on what the bundles hold. */
export function emptyBuild(): string {
  const build = mkdtempSync(join(tmpdir(), 'sonata-build-'));
  for (const name of functionNames()) {
    mkdirSync(join(build, 'functions', name), { recursive: true });
    writeFileSync(join(build, 'functions', name, 'index.mjs'), 'export const handler = () => undefined;');
  }
  mkdirSync(join(build, 'site'));
  writeFileSync(join(build, 'site', '404.html'), '');
  return build;
}

/** The template that this context gives. */
export function synthesized(context: Record<string, unknown> = {}): Template {
  const app = new App({
    context: { build: emptyBuild(), ...context },
    outdir: mkdtempSync(join(tmpdir(), 'sonata-cdk-')),
    analyticsReporting: false,
    builtinCloudFormationValidation: false,
  });
  const settings = readSettings(app.node);
  const stack = new Sonata(app, 'Sonata', { settings, release: 'test' });
  return app.synth().getStackByName(stack.stackName).template as Template;
}

/** Resources of a type, with their names in the template. */
export const ofType = (template: Template, type: string): [string, Resource['Properties']][] =>
  Object.entries(template.Resources)
    .filter(([, resource]) => resource.Type === type)
    .map(([name, resource]) => [name, resource.Properties]);

/** The only resource of a type whose name begins so. @throws Error when there is none, or several */
export function only(template: Template, type: string, begins = ''): [string, Resource['Properties']] {
  const [found, ...more] = ofType(template, type).filter(([name]) => name.startsWith(begins));
  if (!found || more.length > 0) throw new Error(`${more.length + (found ? 1 : 0)} ${type} named ${begins}...`);
  return found;
}

export interface Statement {
  /** The policy's or role's name in the template. */
  readonly of: string;
  readonly effect: string;
  readonly actions: readonly string[];
  /** As JSON, so that a reference can be looked for. */
  readonly resources: string;
}

interface Policy {
  readonly Statement: readonly { Effect: string; Action: string | string[]; Resource: unknown }[];
}

/** Every permission of every role. */
export function statements(template: Template): Statement[] {
  const attached = ofType(template, 'AWS::IAM::Policy').map(([of, policy]) => [of, policy['PolicyDocument']] as const);
  const inline = ofType(template, 'AWS::IAM::Role').flatMap(([of, role]) =>
    ((role['Policies'] ?? []) as { PolicyDocument: Policy }[]).map((policy) => [of, policy.PolicyDocument] as const),
  );
  return [...attached, ...inline].flatMap(([of, document]) =>
    (document as Policy).Statement.map(({ Effect, Action, Resource }) => ({
      of,
      effect: Effect,
      actions: [Action].flat(),
      resources: JSON.stringify(Resource),
    })),
  );
}
