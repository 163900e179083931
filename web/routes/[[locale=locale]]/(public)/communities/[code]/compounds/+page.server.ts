import type { CompoundsSnapshot } from '../../../../../../../functions/publish/compounds/contract.ts';
import { snapshotPaths } from '../../../../../../../functions/publish/pages.ts';
import { read } from '../../../../../../snapshots.ts';
import type { PageServerLoad } from './$types';

export const load = (async ({ params, platform }) => ({
  grounds: await read<CompoundsSnapshot>(platform, snapshotPaths.compounds(params.code)),
})) satisfies PageServerLoad;
