import { join } from 'node:path';
import { ESLint } from 'eslint';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const eslint = new ESLint({
  cwd: root,
  // The law needs no types, and these files exist nowhere.
  overrideConfig: [
    { files: ['**/*.ts'], languageOptions: { parserOptions: { projectService: false, program: null } } },
  ],
  ruleFilter: ({ ruleId }) => /^(sonata\/|no-restricted|max-lines)/.test(ruleId),
});

/** What lint says of this text at that place. */
async function complaints(path: string, code: string): Promise<string[]> {
  const [result] = await eslint.lintText(code, { filePath: join(root, path) });
  return (result?.messages ?? []).map(({ message, ruleId, fatal }) => {
    if (fatal) throw new Error(message);
    return `${String(ruleId)}: ${message}`;
  });
}

test.each([
  [
    'functions/grids/x/contract.ts',
    `import * as z from 'zod'; import { contract } from '../../http/route.ts'; contract({ z });`,
  ],
  ['functions/grids/x/contract.ts', `import { Name } from '../divisions/contract.ts'; Name;`],
  [
    'functions/grids/x/pure.ts',
    `import { Delaunay } from 'delaunator'; import { refuse } from '../../http/refusal.ts'; refuse(Delaunay);`,
  ],
  ['functions/grids/x/pure.ts', `export const day = (at: string) => new Date(at);`],
  ['functions/grids/x/store.ts', `import { DynamoDB } from '@aws-sdk/client-dynamodb'; DynamoDB;`],
  ['functions/grids/x/cli.ts', `import { readFileSync } from 'node:fs'; readFileSync;`],
  [
    'functions/grids/handler.ts',
    `import { xActions } from './x/actions.ts'; import { S3 } from '@aws-sdk/client-s3'; xActions(S3);`,
  ],
  [
    'web/page.ts',
    `import { client } from '../functions/http/client.ts'; import { plans } from '../functions/grids/plans/contract.ts'; client(plans);`,
  ],
])('%s may say %s', async (path, code) => {
  expect(await complaints(path, code)).toEqual([]);
});

test.each([
  ['functions/grids/x/contract.ts', `import { x } from 'delaunator'; x;`, 'contract may not import delaunator'],
  ['functions/grids/x/contract.ts', `import { x } from './pure.ts'; x;`, 'contract may not import pure'],
  ['functions/grids/x/contract.ts', `export { x } from './store.ts';`, 'contract may not import store'],
  ['functions/grids/x/pure.ts', `import { readFileSync } from 'node:fs'; readFileSync;`, 'pure may not import node:fs'],
  [
    'functions/grids/x/pure.ts',
    `import type { X } from '@aws-sdk/client-s3'; export type Y = X;`,
    'pure may not import @aws-sdk',
  ],
  ['functions/grids/x/pure.ts', `import { x } from './store.ts'; x;`, 'pure may not import store'],
  ['functions/grids/x/pure.ts', `export const x = () => import('../../table/table.ts');`, 'pure may not import table'],
  ['functions/grids/x/pure.ts', `export const now = () => Date.now();`, 'no-restricted-properties'],
  ['functions/grids/x/pure.ts', `export const now = () => new Date();`, 'no-restricted-syntax'],
  ['functions/grids/x/pure.ts', `export const x = () => Math.random();`, 'no-restricted-properties'],
  ['functions/grids/x/pure.ts', `export const x = process.env['X'];`, 'no-restricted-globals'],
  ['functions/grids/x/pure.ts', `export * from './other.ts';`, 'No barrel files'],
  ['functions/grids/x/actions.ts', `import { S3 } from '@aws-sdk/client-s3'; S3;`, 'actions may not import @aws-sdk'],
  ['functions/http/serve.ts', `import { S3 } from '@aws-sdk/client-s3'; S3;`, 'http may not import @aws-sdk'],
  ['functions/grids/x/cli.ts', `import { S3 } from '@aws-sdk/client-s3'; S3;`, 'cli may not import @aws-sdk'],
  ['functions/grids/x/pure.ts', `import { x } from '../../../infra/site.ts'; x;`, 'pure may not import infra'],
  ['web/page.ts', `import { x } from '../functions/grids/plans/store.ts'; x;`, 'web may not import store'],
  ['web/page.ts', `import { x } from '../functions/grids/plans/actions.ts'; x;`, 'web may not import actions'],
  ['web/page.ts', `import { x } from '../functions/table/table.ts'; x;`, 'web may not import table'],
  ['web/page.ts', `import { readFileSync } from 'node:fs'; readFileSync;`, 'web may not import node:fs'],
  ['functions/grids/utils/x.ts', `export const x = 1;`, '"utils" does not say'],
  ['web/helpers.ts', `export const x = 1;`, '"helpers.ts" does not say'],
  ['functions/grids/x/pure.ts', 'export const x = 1;\n'.repeat(301), 'max-lines:'],
  ['functions/grids/x/pure.ts', `export function x() {${'x();\n'.repeat(71)}}`, 'max-lines-per-function:'],
])('%s may not say %s', async (path, code, why) => {
  expect(await complaints(path, code)).toEqual([expect.stringContaining(why)]);
});

test('a test may be as long as its story', async () => {
  expect(await complaints('test/x.test.ts', `export function x() {${'x();\n'.repeat(71)}}`)).toEqual([]);
});
