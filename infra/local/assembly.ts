import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import * as z from 'zod';

/** What `cdk synth` wrote for one stack: its template, and where the files of each asset lie. */
export interface Assembly {
  readonly template: Template;
  /** The folder of an asset, by the name that the template uses ('<hash>.zip'). */
  asset(name: string): string;
}

const Resource = z.object({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  Condition: z.string().optional(),
  DependsOn: z.union([z.string(), z.array(z.string())]).optional(),
});

export const Template = z.object({
  Parameters: z.record(z.string(), z.object({ Default: z.unknown() })).default({}),
  Conditions: z.record(z.string(), z.unknown()).default({}),
  Mappings: z.record(z.string(), z.record(z.string(), z.record(z.string(), z.unknown()))).default({}),
  Resources: z.record(z.string(), Resource),
  Outputs: z.record(z.string(), z.object({ Value: z.unknown() })).default({}),
});

export type Resource = z.output<typeof Resource>;
export type Template = z.output<typeof Template>;

const Manifest = z.object({
  artifacts: z.record(
    z.string(),
    z.object({ type: z.string(), properties: z.object({ templateFile: z.string().optional() }).loose().optional() }),
  ),
});
const Assets = z.object({
  files: z.record(z.string(), z.object({ source: z.object({ path: z.string().optional() }) })),
});

/**
 * Reads the one stack of an assembly folder.
 * @param replace values known only when it runs, by the text that stands for them in the template
 */
export async function readAssembly(folder: string, replace: Readonly<Record<string, string>> = {}): Promise<Assembly> {
  const manifest = Manifest.parse(await readJson(join(folder, 'manifest.json')));
  const stacks = Object.values(manifest.artifacts).filter(({ type }) => type === 'aws:cloudformation:stack');
  const file = stacks[0]?.properties?.templateFile;
  if (stacks.length !== 1 || file === undefined) {
    throw new Error(`${folder} holds ${stacks.length} stacks; the local run takes one`);
  }
  let text = await readFile(join(folder, file), 'utf8');
  for (const [from, to] of Object.entries(replace)) text = text.replaceAll(from, to);
  const assets = Assets.parse(await readJson(join(folder, file.replace('.template.json', '.assets.json'))));
  return {
    template: Template.parse(JSON.parse(text)),
    asset(name) {
      const path = assets.files[name.replace(/\.\w+$/, '')]?.source.path;
      if (path === undefined) throw new Error(`the assembly has no asset ${name}`);
      return resolve(folder, path);
    },
  };
}

const readJson = async (path: string): Promise<unknown> => JSON.parse(await readFile(path, 'utf8'));
