import { expect, test } from 'vitest';
import type { ApplicationRecord, ApplicationState } from '../../../../functions/fund/applications/contract.ts';
import { grantsOf } from '../../../../functions/publish/fund/grants.ts';
import { barrier } from '../../fund/book.ts';
import { faults360 } from '../../fund/exports/giving360.ts';

const SITE = 'https://county.example.org';

const step = (transition: string, from: ApplicationState, to: ApplicationState, at: string) => ({
  ...{ transition, from, to, at },
  ...{ by: 'person-a', role: 'residents' },
});

const record = (history: ApplicationRecord['application']['history'], told: object = {}): ApplicationRecord => ({
  community: '500229001002',
  title: '更换智能停车升降杆',
  need: '道闸无法修复，更换',
  quotes: [],
  budget: [],
  tracking: 'ab'.repeat(32),
  application: {
    ...{
      id: 'app-barrier',
      fund: 'fund-guihuajing',
      compound: 'compound-nongfa',
      relatedUnits: [],
      purpose: 'barrier',
    },
    plan: { cost: 500_000, fromFund: 300_000, own: 200_000, quotes: 3 },
    threeNo: { owningUnit: false, management: false, repairFund: false },
    ...{ state: 'in-progress', version: 9, objections: [], findings: [], history },
  },
  ...told,
});

const fund = { id: 'fund-guihuajing', name: '桂花井社区共建基金' };
const packed = (...applications: ApplicationRecord[]) =>
  grantsOf(SITE, { fund, applications }, barrier().entries).grants[0];

test('a grant names who receives it as its people do, and where it is read', () => {
  const started = step('start', 'committed', 'in-progress', '2026-10-09T17:00:00.000Z');
  const finished = step('complete', 'in-progress', 'completed', '2026-11-01T02:00:00.000Z');
  const application = record([started, finished], { compoundName: '农发小区' });
  expect(faults360(grantsOf(SITE, { fund, applications: [application] }, barrier().entries))).toEqual([]);
  expect(packed(application)).toMatchObject({
    title: '更换智能停车升降杆',
    description: '道闸无法修复，更换',
    amountAwarded: 3000,
    fundingOrganization: [{ id: fund.id, name: fund.name, url: `${SITE}/funds/fund-guihuajing/` }],
    recipientOrganization: [{ id: 'compound-nongfa', name: '农发小区' }],
    beneficiaryLocation: [{ name: '农发小区', geoCode: '500229001002' }],
    plannedDates: [{ startDate: '2026-10-08', endDate: '2026-12-31' }],
    // 01:00 in Shanghai is the next day.
    actualDates: [{ startDate: '2026-10-10', endDate: '2026-11-01' }],
    url: `${SITE}/funds/fund-guihuajing/applications/app-barrier/`,
  });
});

test('days are told as far as the work came, and a code stands where no name was given', () => {
  const started = step('start', 'committed', 'in-progress', '2026-10-09T02:00:00.000Z');
  expect(packed(record([started]))).toMatchObject({
    actualDates: [{ startDate: '2026-10-09' }],
    recipientOrganization: [{ name: 'compound-nongfa' }],
  });
  expect(packed(record([]))).not.toHaveProperty('actualDates');
});

test('the judge sees each fault', () => {
  const whole = grantsOf(SITE, { fund, applications: [record([])] }, barrier().entries);
  const [grant] = whole.grants;
  const judged = (changed: object) => faults360({ ...whole, grants: [{ ...grant, ...changed }] });
  expect(judged({})).toEqual([]);
  expect(judged({ id: '360G-sonata-a/b' })).toEqual(['grants/0/id']);
  expect(judged({ title: 'x'.repeat(140) })).toEqual(['grants/0/title']);
  expect(judged({ amountAwarded: '3000' })).toContain('grants/0/amountAwarded');
  expect(judged({ awardDate: '8 October' })).toEqual(['grants/0/awardDate']);
  expect(judged({ recipientOrganization: [{ id: 'one' }] })).toEqual(['grants/0/one kind of recipient']);
  expect(judged({ url: '/funds/one/' })).toEqual(['grants/0/url']);
  expect(judged({ amountDisbursed: 1 })).toEqual(['grants/0/disbursementTransaction: sum']);
  expect(judged({ plannedDates: [{ startDate: '2026-12-01', endDate: '2026-11-01' }] })).toEqual([
    'grants/0/plannedDates',
  ]);
  expect(faults360({ ...whole, grants: [] })).toEqual(['grants: one at least']);
});
