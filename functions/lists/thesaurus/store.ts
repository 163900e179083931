import type { Table, Write } from '../../table/table.ts';
import { Thesaurus } from './contract.ts';

/** Beside the county's settings, as they are versioned. */
const pk = (county: string) => `county#${county}`;
const key = (county: string) => ({ pk: pk(county), sk: 'thesaurus' });
const versionKey = (county: string, version: number) => ({
  pk: pk(county),
  sk: `thesaurus#${String(version).padStart(6, '0')}`,
});

export type ThesaurusStore = ReturnType<typeof thesaurusStore>;

/** What a county adds to the thesaurus, and every version of it. */
export const thesaurusStore = (table: Table) => ({
  async inForce(county: string): Promise<Thesaurus> {
    const item = await table.get(key(county));
    return item ? Thesaurus.parse(item) : { division: county, version: 0, needs: [] };
  },

  save(next: Thesaurus): Write[] {
    const { division, version } = next;
    return [
      { put: { ...key(division), ...next }, expect: version === 1 ? 'absent' : version - 1 },
      { put: { ...versionKey(division, version), ...next }, expect: 'absent' },
    ];
  },
});
