import { refuse } from '../../http/refusal.ts';
import type { Table, Write } from '../../table/table.ts';
import { FundRecord } from './contract.ts';

const key = (fund: string) => ({ pk: `fund#${fund}`, sk: 'fund' });

export type FundStore = ReturnType<typeof fundStore>;

export const fundStore = (table: Table) => {
  const find = async (fund: string): Promise<FundRecord | undefined> => {
    const item = await table.get(key(fund));
    return item && FundRecord.parse(item);
  };
  return {
    find,

    /** @throws Refusal 'no-such-fund' */
    async record(fund: string): Promise<FundRecord> {
      return (await find(fund)) ?? refuse('no-such-fund', undefined, { fund });
    },

    /** Ids of all funds, in order. */
    async ids(): Promise<string[]> {
      return (await table.all('funds')).map(({ sk }) => sk);
    },

    /** The writes that open a fund, or store it in place of the version before it. */
    save(record: FundRecord): Write[] {
      const first = record.version === 1;
      return [
        { put: { ...key(record.id), ...record }, expect: first ? 'absent' : record.version - 1 },
        ...(first ? [{ put: { pk: 'funds', sk: record.id }, expect: 'absent' } as const] : []),
      ];
    },
  };
};
