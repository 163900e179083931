import type { Application } from '../../../../functions/fund/applications/contract.ts';
import type { Context } from '../../../../functions/fund/applications/needs.ts';
import type { Rules } from '../../../../functions/fund/rules/contract.ts';

export const rules: Rules = {
  version: 1,
  from: '2026-01-01',
  match: 6000,
  minOwnShare: 1000,
  capPerProject: 500_000,
  capPerCompoundYear: 800_000,
  minQuotes: 3,
  quotesFrom: 200_000,
  quorum: 6667,
  majority: 'more-than-half',
  noticeDays: 7,
  tranches: [5000, 5000],
  reservationDays: 180,
  days: { completeness: 2, review: 10, objection: 5, acceptance: 10, settlement: 10 },
};

/** The barrier of the Chengkou story: 5,000 yuan, of which 3,000 from the fund. */
export const draft: Application = {
  id: 'app-barrier',
  fund: 'fund-guihuajing',
  compound: 'compound-nongfa',
  relatedUnits: [],
  purpose: 'barrier',
  plan: { cost: 500_000, fromFund: 300_000, own: 200_000, quotes: 3 },
  threeNo: { owningUnit: false, management: false, repairFund: false },
  state: 'draft',
  version: 0,
  objections: [],
  findings: [],
  history: [],
};

const whole = { heads: 48, area: 408_000 };

/** A context in which every need holds that no step before it has to make true. */
export const context = (today: string, role: Context['by']['role'], more: Partial<Context> = {}): Context => ({
  at: `${today}T02:00:00.000Z`,
  today,
  by: { id: `person-${role}`, role },
  holidays: {
    off: new Set(['2026-10-01', '2026-10-02', '2026-10-05', '2026-10-06', '2026-10-07']),
    worked: new Set(['2026-10-10']),
  },
  rules,
  means: { pool: 10_000_000, grantedThisYear: 0 },
  evidence: {
    item: 9,
    all: whole,
    part: { heads: 32, area: 272_000 },
    agree: { heads: 17, area: 136_001 },
    noticeOn: '2026-08-01',
    heldOn: '2026-08-20',
    committeeTold: true,
    minutes: 'a'.repeat(64),
    openObjections: 0,
  },
  ...more,
});
