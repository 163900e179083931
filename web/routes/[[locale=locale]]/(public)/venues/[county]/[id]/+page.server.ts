import { snapshotPaths } from '../../../../../../../functions/publish/pages.ts';
import type { VenueSnapshot } from '../../../../../../../functions/publish/resources/contract.ts';
import { read } from '../../../../../../snapshots.ts';
import type { PageServerLoad } from './$types';

export const load = (async ({ params, platform }) => ({
  venue: await read<VenueSnapshot>(platform, snapshotPaths.venue(params.county, params.id)),
})) satisfies PageServerLoad;
