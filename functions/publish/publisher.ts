import { catalogueFiles } from './catalogue/catalogue.ts';
import { each } from '../table/each.ts';
import { CountySnapshot } from './contract.ts';
import { communityEdition, countiesEdition, countyEdition } from './edition.ts';
import { fixedPages, snapshotPaths } from './pages.ts';
import { type Press, print, type Rounds } from './press.ts';
import { communitiesOf, type PublicRecords } from './records.ts';

/**
 * Writes snapshots and pages from what the tables hold now. It looks at the state, not at the change, and looks again
 * after writing: so duplicated, reordered or late records, and two publishers at once, all end in the same bytes.
 */
export function publisher(records: PublicRecords, press: Press) {
  const publishCounty = async (code: string, chosen: (community: string) => boolean, all = false): Promise<void> => {
    const rounds: Rounds = new Map();
    for (;;) {
      const stamp = await records.stamp(code);
      const county = await records.county(code);
      if (!county) return;
      const places = communitiesOf(county.county).filter(({ community }) => chosen(community.code));
      await each(places, (place) => print(press, communityEdition(place, county), rounds, all));
      await print(press, countyEdition(county), rounds, all);
      if ((await records.stamp(code)) === stamp) return;
    }
  };

  /** The pages that list all counties, from what was published of each. */
  const counties = async (all = false): Promise<void> => {
    const rounds: Rounds = new Map();
    for (;;) {
      const codes = (await records.counties()).map(({ code }) => code);
      const read = async () => each(codes, (code) => press.data.get(snapshotPaths.county(code)));
      const texts = await read();
      const shown = texts.flatMap((text) => (text === undefined ? [] : [CountySnapshot.parse(JSON.parse(text))]));
      await print(press, countiesEdition(shown), rounds, all);
      if ((await read()).every((text, i) => text === texts[i])) return;
    }
  };

  return {
    /** One community's pages, and those of its county that show it. */
    community: (code: string) => publishCounty(code.slice(0, 6), (other) => other === code),

    /** A county with all its communities. */
    county: (code: string) => publishCounty(code, () => true),

    counties: () => counties(),

    /** Every county, from the tables alone, and the pages that show no record. */
    async rebuild(): Promise<void> {
      const files = new Map<string, unknown>([[snapshotPaths.site, press.site], ...catalogueFiles()]);
      await print(press, { id: 'site', files, pages: fixedPages }, new Map(), true);
      for (const { code } of await records.counties()) await publishCounty(code, () => true, true);
      await counties(true);
    },
  };
}
