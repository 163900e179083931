import { defineConfig, globalIgnores } from 'eslint/config';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import tseslint from 'typescript-eslint';
import { importLaw, kinds } from './infra/import-law.ts';

/** What runs for users and on their machines; checking types where CDK's are loaded costs more than it finds. */
const typed = ['functions/**/*.ts', 'infra/local/**/*.ts'];

/** Kinds whose result follows from their arguments alone. */
const pure = ['contract', 'route', 'words', 'pure'];
const impure = Object.entries(kinds).flatMap(([kind, globs]) => (pure.includes(kind) ? [] : globs));

const message = 'A pure module takes dates, ids, randomness and settings as arguments.';

export default defineConfig([
  globalIgnores([
    '.build/',
    '.sonata*/',
    '.svelte-kit/',
    'cdk.out/',
    'coverage/',
    'node_modules/',
    'web/node_modules/',
  ]),
  { linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.{js,ts,svelte}'],
    plugins: { sonata: { rules: { 'import-law': importLaw } } },
    rules: {
      'sonata/import-law': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-restricted-syntax': ['error', { selector: 'ExportAllDeclaration', message: 'No barrel files.' }],
      'max-lines': ['error', { max: 300 }],
      'max-lines-per-function': ['error', { max: 70, skipBlankLines: true, skipComments: true }],
    },
  },
  { files: ['test/**'], rules: { 'max-lines-per-function': 'off' } },
  {
    files: typed,
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      // Typed arrays are read by index everywhere; the compiler cannot know their bounds, and neither can a check at run time.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['functions/**/*.ts'],
    ignores: impure,
    rules: {
      'no-restricted-globals': [
        'error',
        ...['process', 'performance', 'fetch', 'setTimeout', 'console'].map((name) => ({ name, message })),
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message },
        { object: 'Math', property: 'random', message },
        { object: 'crypto', property: 'randomUUID', message },
        { object: 'crypto', property: 'getRandomValues', message },
      ],
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportAllDeclaration', message: 'No barrel files.' },
        { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message },
        { selector: 'CallExpression[callee.name="Date"]', message },
      ],
    },
  },
  {
    files: ['**/*.ts'],
    ignores: typed,
    extends: [tseslint.configs.strict],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off' },
  },
  {
    files: ['web/**/*.{svelte,svelte.ts}'],
    extends: [svelte.configs.recommended],
    languageOptions: { globals: globals.browser, parserOptions: { parser: tseslint.parser } },
    // The site stands at the root of its own address: there is no base path to resolve.
    rules: { 'svelte/no-navigation-without-resolve': 'off' },
  },
]);
