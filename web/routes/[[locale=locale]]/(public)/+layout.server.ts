import type { SiteSnapshot } from '../../../../functions/publish/contract.ts';
import { snapshotPaths } from '../../../../functions/publish/pages.ts';
import { localeOf } from '../../../words/words.ts';
import type { LayoutServerLoad } from './$types';

export const load = (async ({ params, platform }) => ({
  locale: localeOf(params),
  site: (await platform?.snapshot(snapshotPaths.site)) as SiteSnapshot | undefined,
})) satisfies LayoutServerLoad;
