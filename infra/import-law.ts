import { basename, dirname, join, matchesGlob, relative } from 'node:path';
import type { Rule } from 'eslint';
import { root } from './bundle.ts';

/** Kinds of files, by where they stand; the first that fits counts. */
export const kinds = {
  contract: ['functions/**/contract.ts'],
  store: ['functions/**/store.ts'],
  table: ['functions/table/*.ts'],
  handler: ['functions/*/handler.ts'],
  cli: ['functions/**/cli.ts', 'functions/**/*-cli.ts'],
  route: ['functions/http/route.ts'],
  client: ['functions/http/client.ts'],
  words: ['functions/http/{messages,policy,problem,refusal,rows}.ts', 'functions/publish/{affected,pages}.ts'],
  http: ['functions/http/*.ts'],
  publish: ['functions/publish/*.ts'],
  actions: ['functions/**/actions.ts', 'functions/**/*-actions.ts'],
  pure: ['functions/**/*.ts'],
  tools: ['web/{adapter,build,vite.config}.ts', 'web/*.js'],
  web: ['web/**'],
  infra: ['infra/**'],
  test: ['test/**'],
} as const satisfies Record<string, readonly string[]>;

export type Kind = keyof typeof kinds;

export const kindOf = (path: string): Kind | undefined =>
  (Object.keys(kinds) as Kind[]).find((kind) => kinds[kind].some((glob) => matchesGlob(path, glob)));

interface Law {
  /** Kinds of our own files that it may import. */
  readonly files: readonly Kind[];
  /** The only packages it may import; any where absent. */
  readonly packages?: readonly string[];
  /** Beginnings of package names that it may not import. */
  readonly not?: readonly string[];
}

const sdk = ['@aws-sdk/', '@smithy/'];
const io = ['node:', ...sdk];
/** What does no I/O and knows no clock, chance or environment. */
const plain: readonly Kind[] = ['contract', 'route', 'words', 'pure'];

/** Who may import what; infra and tests may import anything. */
const laws: Partial<Record<Kind, Law>> = {
  contract: { files: ['contract', 'route'], packages: ['zod'] },
  route: { files: ['words'], packages: ['zod'] },
  words: { files: plain, not: io },
  pure: { files: plain, not: io },
  client: { files: plain, not: io },
  actions: { files: [...plain, 'actions', 'http', 'store'], not: io },
  store: { files: [...plain, 'http', 'store', 'table'] },
  table: { files: [...plain, 'table'] },
  http: { files: [...plain, 'http', 'table'], not: sdk },
  publish: { files: [...plain, 'http', 'publish', 'store', 'table'] },
  handler: { files: [...plain, 'actions', 'http', 'publish', 'store', 'table'] },
  cli: { files: plain, not: sdk },
  web: { files: [...plain, 'client', 'web'], not: io },
  tools: { files: [...plain, 'tools', 'web', 'infra'], not: sdk },
};

const drawers = /^(utils?|common|helpers?|services?|shared|misc)(\.\w+)?$/;

/** @returns why this file may not import that, or undefined */
function verdict(from: string, specifier: string): string | undefined {
  const kind = kindOf(from);
  const law = kind && laws[kind];
  if (!law) return undefined;
  if (!specifier.startsWith('.')) {
    const barred = law.packages
      ? !law.packages.includes(specifier)
      : law.not?.some((begins) => specifier.startsWith(begins));
    return barred ? `${kind} may not import ${specifier}` : undefined;
  }
  const to = relative(root, join(root, dirname(from), specifier));
  const target = kindOf(to);
  // Data beside a module is part of it.
  if (!target || law.files.includes(target) || (to.endsWith('.json') && dirname(to) === dirname(from)))
    return undefined;
  return `${kind} may not import ${target} (${to})`;
}

type Source = { readonly value?: unknown } | null | undefined;

/** ESLint rule: the import law of ARCHITECTURE.md, and no folder or file that says nothing of what it holds. */
export const importLaw: Rule.RuleModule = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    const from = relative(root, context.filename);
    const check = (node: Rule.Node, source: Source) => {
      const message = typeof source?.value === 'string' ? verdict(from, source.value) : undefined;
      if (message) context.report({ node, message });
    };
    return {
      Program(node) {
        const drawer = [...dirname(from).split('/'), basename(from)].find((part) => drawers.test(part));
        if (drawer) context.report({ node, message: `"${drawer}" does not say what it holds` });
      },
      ImportDeclaration: (node) => check(node, node.source),
      ImportExpression: (node) => check(node, node.source as Source),
      ExportNamedDeclaration: (node) => check(node, node.source),
      ExportAllDeclaration: (node) => check(node, node.source),
    };
  },
};
