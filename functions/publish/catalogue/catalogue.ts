import * as z from 'zod';
import type { CatalogueSnapshot } from '../contract.ts';
import { snapshotPaths } from '../pages.ts';
import { type Dataset, datasets, LICENSE } from './datasets.ts';

/** The catalogue of everything published, and the JSON Schema of each JSON file, by their paths. */
export function catalogueFiles(): [string, unknown][] {
  const schemas = datasets.flatMap(({ name, schema }): [string, unknown][] =>
    schema ? [[snapshotPaths.schema(name), { ...z.toJSONSchema(schema), title: name }]] : [],
  );
  return [[snapshotPaths.catalogue, catalogue()], ...schemas];
}

function catalogue(): CatalogueSnapshot {
  const byIdentifier = Map.groupBy(datasets, ({ of }) => of.identifier);
  return {
    '@type': 'dcat:Catalog',
    title: { zh: '奏鸣开放数据', en: 'Sonata open data' },
    language: ['zh-CN', 'en'],
    license: LICENSE,
    dataset: [...byIdentifier.values()].map((files) => ({
      '@type': 'dcat:Dataset',
      ...files[0]!.of,
      distribution: files.map(({ name, address, mediaType, schema }) => ({
        '@type': 'dcat:Distribution',
        accessURL: address,
        mediaType,
        ...(schema && { describedBy: `/${snapshotPaths.schema(name)}` }),
      })),
    })),
  };
}

/** The entry that a published path belongs to; undefined when the catalogue lists none. */
export const entryOf = (path: string): Dataset | undefined => datasets.find(({ address }) => matches(address, path));

function matches(address: string, path: string): boolean {
  const literal = address.slice(1).split(/\{\w+\}/);
  const pattern = literal.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)).join(String.raw`[^/]+`);
  return new RegExp(`^${pattern}$`).test(path);
}
