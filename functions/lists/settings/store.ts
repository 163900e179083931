import type { Table, Write } from '../../table/table.ts';
import { ListSettings } from './contract.ts';
import { usual } from './usual.ts';

const pk = (county: string) => `county#${county}`;
const key = (county: string) => ({ pk: pk(county), sk: 'settings' });
const versionKey = (county: string, version: number) => ({
  pk: pk(county),
  sk: `settings#${String(version).padStart(6, '0')}`,
});

export type ListSettingsStore = ReturnType<typeof listSettingsStore>;

/** A county's settings in force, and every version they had. */
export const listSettingsStore = (table: Table) => ({
  /** The usual ones, as version 0, until the county sets its own. */
  async inForce(county: string): Promise<ListSettings> {
    const item = await table.get(key(county));
    return item ? ListSettings.parse(item) : { ...usual, division: county, version: 0 };
  },

  save(next: ListSettings): Write[] {
    const { division, version } = next;
    return [
      { put: { ...key(division), ...next }, expect: version === 1 ? 'absent' : version - 1 },
      { put: { ...versionKey(division, version), ...next }, expect: 'absent' },
    ];
  },
});
