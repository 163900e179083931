/** Where the functions of a template look up what they name. */
export interface Scope {
  ref(logicalId: string): unknown;
  attribute(logicalId: string, name: string): unknown;
  condition(name: string): boolean;
  mapping(map: string, key: string, name: string): unknown;
}

/** Stands for AWS::NoValue: the property is left out. */
const nothing = Symbol('AWS::NoValue');

/**
 * Resolves CloudFormation's intrinsic functions in a value of the template.
 * @throws Error naming an intrinsic function that is not known here
 */
export function resolve(value: unknown, scope: Scope): unknown {
  const resolved = walk(value, scope);
  return resolved === nothing ? undefined : resolved;
}

function walk(value: unknown, scope: Scope): unknown {
  if (Array.isArray(value)) return value.map((item) => walk(item, scope)).filter((item) => item !== nothing);
  if (typeof value !== 'object' || value === null) return value;
  const entries: [string, unknown][] = Object.entries(value);
  const [name, argument] = entries[0] ?? ['', undefined];
  if (entries.length === 1 && (name === 'Ref' || name === 'Condition' || name.startsWith('Fn::'))) {
    if (name !== 'Condition' || typeof argument === 'string') return call(name, argument, scope);
  }
  return Object.fromEntries(
    entries.map(([key, item]) => [key, walk(item, scope)] as const).filter(([, item]) => item !== nothing),
  );
}

function call(name: string, argument: unknown, scope: Scope): unknown {
  const text = (item: unknown): string => String(walk(item, scope));
  const list = (item: unknown): unknown[] => walk(item, scope) as unknown[];
  switch (name) {
    case 'Ref':
      return argument === 'AWS::NoValue' ? nothing : scope.ref(argument as string);
    case 'Fn::GetAtt': {
      const [id, ...path] = Array.isArray(argument) ? argument.map(text) : String(argument).split('.');
      return scope.attribute(id ?? '', path.join('.'));
    }
    case 'Fn::Join':
      return list((argument as unknown[])[1])
        .map(String)
        .join((argument as [string])[0]);
    case 'Fn::Select':
      return list((argument as unknown[])[1])[Number(text((argument as unknown[])[0]))];
    case 'Fn::Split':
      return text((argument as unknown[])[1]).split((argument as [string])[0]);
    case 'Fn::Sub':
      return substitute(argument, scope);
    case 'Fn::Base64':
      return Buffer.from(text(argument)).toString('base64');
    case 'Fn::GetAZs':
      return ['a', 'b'];
    case 'Fn::FindInMap': {
      const [map = '', key = '', item = ''] = (argument as unknown[]).map(text);
      return scope.mapping(map, key, item);
    }
    case 'Condition':
      return scope.condition(argument as string);
    default:
      return decide(name, argument as unknown[], scope);
  }
}

function decide(name: string, argument: unknown[], scope: Scope): unknown {
  switch (name) {
    case 'Fn::If':
      return walk(argument[scope.condition(argument[0] as string) ? 1 : 2], scope);
    case 'Fn::Equals':
      return String(walk(argument[0], scope)) === String(walk(argument[1], scope));
    case 'Fn::Not':
      return !walk(argument[0], scope);
    case 'Fn::And':
      return argument.every((item) => walk(item, scope));
    case 'Fn::Or':
      return argument.some((item) => walk(item, scope));
    default:
      throw new Error(`the template uses ${name}, which the local run does not know`);
  }
}

function substitute(argument: unknown, scope: Scope): string {
  const [template, own] = Array.isArray(argument)
    ? (argument as [string, Record<string, unknown>])
    : [String(argument), {}];
  return template.replace(/\$\{(!?)([^}]+)\}/g, (whole, literal: string, name: string) => {
    if (literal) return whole.replace('!', '');
    if (Object.hasOwn(own, name)) return String(walk(own[name], scope));
    const dot = name.indexOf('.');
    return String(dot < 0 ? scope.ref(name) : scope.attribute(name.slice(0, dot), name.slice(dot + 1)));
  });
}
