import type { Table } from '../table/table.ts';

export type SystemStore = ReturnType<typeof systemStore>;

export const systemStore = (table: Table) => ({
  /** @throws when the table cannot be read */
  async reach(): Promise<void> {
    await table.get({ pk: 'health', sk: 'probe' });
  },
});
