import { afterAll, beforeAll, expect, test } from 'vitest';
import { applicationStore } from '../../../../functions/fund/applications/store.ts';
import { fundExportActions } from '../../../../functions/fund/exports/actions.ts';
import { fundStore } from '../../../../functions/fund/funds/store.ts';
import { ledgerStore } from '../../../../functions/fund/ledger/store.ts';
import type { Context } from '../../../../functions/http/actions.ts';
import { openTable } from '../../../../functions/table/table.ts';
import { rulesFrom } from '../../../api/fund.ts';
import { embedded } from '../../../engine.ts';
import { draft } from '../applications/case.ts';

const now = '2026-10-01T00:00:00.000Z';
let engine: Awaited<ReturnType<typeof embedded>>;
beforeAll(async () => void (engine = await embedded('fund', 'ledger')));
afterAll(() => engine.stop());

test('a draft has taken no step yet: it is exported, and counts as changed now', async () => {
  const table = openTable('fund', engine.documents);
  const [funds, applications] = [fundStore(table), applicationStore(table)];
  const fund = 'fund-500229-001-006';
  await table.commit([
    ...funds.save({
      id: fund,
      division: '500229001006',
      name: '共建基金',
      committee: [],
      holidays: { off: [], worked: [] },
      rules: [{ ...rulesFrom('2026-01-01'), version: 1 }],
      openedAt: '2026-01-01T00:00:00.000Z',
      version: 1,
    }),
    applications.save({
      community: '500229001006',
      title: '更换道闸',
      need: '道闸无法修复',
      quotes: [],
      budget: [],
      tracking: 'ab'.repeat(32),
      application: { ...draft, fund, version: 1 },
    }),
  ]);
  const ledger = ledgerStore(table, openTable('ledger', engine.documents));
  const context = {
    now,
    caller: { id: 'auditor', client: '', roles: ['auditor'], division: '500229', scopes: [] },
    cursor: { open: () => undefined, seal: () => undefined },
  } as unknown as Context;
  const query = { format: 'ndjson', limit: 10 } as const;
  const exported = async (more: { modifiedSince?: string }) =>
    (await fundExportActions({ funds, ledger, applications }).exportApplications(
      { params: { fund }, query: { ...query, ...more } } as never,
      context,
    )) as { body: string };
  expect(JSON.parse((await exported({})).body)).toMatchObject({ id: draft.id, state: 'draft', history: [] });
  expect((await exported({ modifiedSince: '2026-09-30T00:00:00Z' })).body).not.toBe('');
  expect((await exported({ modifiedSince: now })).body).toBe('');
});
