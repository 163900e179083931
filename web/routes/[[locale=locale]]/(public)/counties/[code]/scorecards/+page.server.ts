import { snapshotPaths } from '../../../../../../../functions/publish/pages.ts';
import type { ScorecardsSnapshot } from '../../../../../../../functions/publish/resources/contract.ts';
import { read } from '../../../../../../snapshots.ts';
import type { PageServerLoad } from './$types';

export const load = (async ({ params, platform }) => ({
  cards: await read<ScorecardsSnapshot>(platform, snapshotPaths.scorecards(params.code)),
})) satisfies PageServerLoad;
