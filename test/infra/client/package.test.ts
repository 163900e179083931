import { gunzipSync } from 'node:zlib';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { archiveOf } from '../../../infra/client/archive.ts';
import { clientPackage } from '../../../infra/client/package.ts';
import { openapi } from '../../../infra/openapi.ts';
import { pillars } from '../../../functions/pillars.ts';

const files = await clientPackage(await openapi());
const quickStart = join(
  import.meta.dirname,
  '../../../web/routes/[[locale=locale]]/(public)/api/quickstart/quickstart.txt',
);

/** What the compiler says of a program that uses the package. */
function complaints(program: string): string[] {
  const sources: Record<string, string> = {
    '/node_modules/sonata-client/package.json': files['package.json']!,
    '/node_modules/sonata-client/index.d.ts': files['index.d.ts']!,
    '/program.mts': `declare const process: { env: Record<string, string | undefined> };\n${program}`,
  };
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
    types: [],
  };
  const host = ts.createCompilerHost(options);
  const { readFile, fileExists, getSourceFile } = host;
  host.readFile = (name) => sources[name] ?? readFile(name);
  host.fileExists = (name) => name in sources || fileExists(name);
  host.directoryExists = () => true;
  host.getSourceFile = (name, target) =>
    name in sources ? ts.createSourceFile(name, sources[name]!, target) : getSourceFile.call(host, name, target);
  const built = ts.createProgram(['/program.mts'], options, host);
  return ts.getPreEmitDiagnostics(built).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

test('the quick start compiles with the types of the package, and a wrong call does not', () => {
  const program = `export {};\n${readFileSync(quickStart, 'utf8')}`;
  expect(complaints(program)).toEqual([]);
  expect(complaints(program.replace('limit: 5', "limit: 'five'"))).not.toEqual([]);
});

test('every operation of the contract is a method of the package', () => {
  for (const rows of Object.values(pillars))
    for (const name of Object.keys(rows)) expect(files['index.d.ts']).toContain(`${name}(given`);
});

test('the archive is a tar of the package, as npm packs it', () => {
  const tar = gunzipSync(archiveOf({ 'a.txt': 'hello' }));
  expect(tar.subarray(0, 13).toString()).toBe('package/a.txt');
  expect(tar.subarray(257, 262).toString()).toBe('ustar');
  expect(tar.subarray(512, 517).toString()).toBe('hello');
  expect(tar.length % 512).toBe(0);
});
