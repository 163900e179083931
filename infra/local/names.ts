import type { Resource, Template } from './assembly.ts';
import { resolve, type Scope } from './intrinsics.ts';

/** The resources of a template with their physical names: what Ref and GetAtt give on this machine. */
export interface Names {
  /** Resources of a type, their properties resolved, in the template's order; those with a false condition are left out. */
  all(type: string): { readonly id: string; readonly properties: unknown }[];
  ref(id: string): string;
  arn(id: string): string;
  /** The logical id that an ARN, or a name, belongs to. */
  find(arnOrName: string): string | undefined;
  /** The template's outputs, resolved. */
  outputs(): Record<string, string>;
  /** What only running things know: a stream's ARN, a secret. */
  know(id: string, attribute: string, value: string): void;
}

const ACCOUNT = '000000000000';
export const REGION = 'us-east-1';
const pseudo: Readonly<Record<string, unknown>> = {
  'AWS::Region': REGION,
  'AWS::AccountId': ACCOUNT,
  'AWS::Partition': 'aws',
  'AWS::URLSuffix': 'amazonaws.com',
  'AWS::StackName': 'local',
  'AWS::StackId': `arn:aws:cloudformation:${REGION}:${ACCOUNT}:stack/local/0`,
  'AWS::NotificationARNs': [],
};

/** Which property names a resource, and how its ARN reads. */
const named: Readonly<Record<string, readonly [property: string, arn: (name: string) => string]>> = {
  'AWS::DynamoDB::Table': ['TableName', (name) => `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/${name}`],
  'AWS::DynamoDB::GlobalTable': ['TableName', (name) => `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/${name}`],
  'AWS::S3::Bucket': ['BucketName', (name) => `arn:aws:s3:::${name}`],
  'AWS::Lambda::Function': ['FunctionName', (name) => `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${name}`],
  'AWS::SQS::Queue': ['QueueName', (name) => `arn:aws:sqs:${REGION}:${ACCOUNT}:${name}`],
  'AWS::CloudWatch::Alarm': ['AlarmName', (name) => `arn:aws:cloudwatch:${REGION}:${ACCOUNT}:alarm:${name}`],
  'AWS::Scheduler::Schedule': ['Name', (name) => `arn:aws:scheduler:${REGION}:${ACCOUNT}:schedule/default/${name}`],
};

/** Their names are parts of host names. */
const partOfHost = new Set(['AWS::S3::Bucket', 'AWS::CloudFront::Distribution', 'AWS::ApiGatewayV2::Api']);

/** Reads the names of a template. */
export function readNames(template: Template): Names {
  const known = new Map<string, string>();
  const conditions = new Map<string, boolean>();
  const resource = (id: string): Resource => {
    const found = template.Resources[id];
    if (!found) throw new Error(`the template names ${id}, which it does not hold`);
    return found;
  };
  const scope: Scope = {
    ref: (id) => {
      if (id in pseudo) return pseudo[id];
      if (id in template.Parameters) return template.Parameters[id]?.Default;
      return ref(id);
    },
    attribute: (id, name) => known.get(`${id}.${name}`) ?? attribute(id, name),
    condition: (name) => {
      if (!conditions.has(name)) conditions.set(name, Boolean(resolve(template.Conditions[name], scope)));
      return conditions.get(name) ?? false;
    },
    mapping: (map, key, name) => template.Mappings[map]?.[key]?.[name],
  };
  const name = (id: string): string => {
    const { Type, Properties } = resource(id);
    const given = resolve(Properties[named[Type]?.[0] ?? ''], scope);
    if (typeof given === 'string') return given;
    return partOfHost.has(Type) ? id.toLowerCase() : id;
  };
  const arn = (id: string): string =>
    named[resource(id).Type]?.[1](name(id)) ?? `arn:aws:local:${REGION}:${ACCOUNT}:${resource(id).Type}/${name(id)}`;
  const ref = (id: string): string => {
    const { Type, Properties } = resource(id);
    if (Type === 'AWS::Lambda::Version') return `${arnOfFunction(Properties['FunctionName'])}:1`;
    if (Type === 'AWS::Lambda::Alias')
      return `${arnOfFunction(Properties['FunctionName'])}:${String(Properties['Name'])}`;
    if (Type === 'AWS::SecretsManager::Secret') return arn(id);
    return name(id);
  };
  const arnOfFunction = (value: unknown): string => arn(find(String(resolve(value, scope))) ?? '');
  const attribute = (id: string, wanted: string): string => {
    if (/arn$/i.test(wanted)) return arn(id);
    if (wanted === 'RegionalDomainName') return `${name(id)}.s3.${REGION}.amazonaws.com`;
    if (wanted === 'ApiEndpoint') return `https://${name(id)}.execute-api.${REGION}.amazonaws.com`;
    if (wanted === 'DomainName')
      return `${name(id)}.${resource(id).Type === 'AWS::S3::Bucket' ? 's3.amazonaws.com' : 'cloudfront.net'}`;
    if (wanted.endsWith('Name') || wanted.endsWith('Id')) return name(id);
    return `${id}.${wanted}`;
  };
  const find = (wanted: string): string | undefined => {
    const bare = wanted.replace(/^(arn:aws:lambda:[^:]*:[^:]*:function:[^:]+):.*$/, '$1');
    return Object.keys(template.Resources).find((id) => id === bare || name(id) === bare || arn(id) === bare);
  };
  const present = Object.entries(template.Resources).filter(
    ([, { Condition }]) => Condition === undefined || scope.condition(Condition),
  );
  return {
    all: (type) =>
      present
        .filter(([, { Type }]) => Type === type)
        .map(([id, { Properties }]) => ({ id, properties: resolve(Properties, scope) })),
    ref,
    arn,
    find,
    outputs: () =>
      Object.fromEntries(
        Object.entries(template.Outputs).map(([name, { Value }]) => [name, String(resolve(Value, scope))]),
      ),
    know: (id, attributeName, value) => void known.set(`${id}.${attributeName}`, value),
  };
}
