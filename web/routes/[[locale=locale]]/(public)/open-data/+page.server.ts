import type { CountiesSnapshot } from '../../../../../functions/publish/contract.ts';
import { datasets } from '../../../../../functions/publish/catalogue/datasets.ts';
import { snapshotPaths } from '../../../../../functions/publish/pages.ts';
import { read } from '../../../../snapshots.ts';
import type { PageServerLoad } from './$types';

export const load = (async ({ platform }) => ({
  ...(await read<CountiesSnapshot>(platform, snapshotPaths.counties)),
  catalogue: [...Map.groupBy(datasets, ({ of }) => of)].map(([{ identifier, title, description }, files]) => ({
    identifier,
    title,
    description,
    files: files.map(({ name, address, mediaType, schema }) => ({
      address,
      mediaType,
      ...(schema && { schema: `/${snapshotPaths.schema(name)}` }),
    })),
  })),
})) satisfies PageServerLoad;
