import { readFile } from 'node:fs/promises';
import { buildings } from '../../../functions/grids/buildings/contract.ts';
import { allocations } from '../../../functions/grids/allocation/contract.ts';
import { divisions } from '../../../functions/grids/divisions/contract.ts';
import { plans } from '../../../functions/grids/plans/contract.ts';
import { units } from '../../../functions/grids/units/contract.ts';
import { client } from '../../../functions/http/client.ts';
import { pillars } from '../../../functions/pillars.ts';
import { clients } from '../../../functions/system/clients/contract.ts';
import { hotline } from '../people.ts';
import { seedDemands } from './demands.ts';
import { seedProjects } from './projects.ts';
import { seedResources } from './resources.ts';
import { seedCompounds } from './compounds.ts';
import { seedFund } from './fund.ts';
import { seedMeetings } from './meetings.ts';
import { seedContacts } from './contacts.ts';
import { demoBuildings, type DemoCommunity } from './buildings.ts';

/** Where to reach the running stack, and a bearer token of a demo person by name. */
export interface DemoApi {
  readonly base: string;
  readonly token: (name: string) => Promise<string>;
  /** Orders the statements that are due, as the monthly schedule does. */
  readonly orderReports: () => Promise<void>;
}

/** Four communities of Chengkou: codes, names and the grid counts of the first two are public; the rest is invented. */
const communities: readonly DemoCommunity[] = [
  { code: '500229001002', grids: 13, lng: 108.6655, lat: 31.9512, households: 4900, seed: 11 },
  { code: '500229001006', grids: 11, lng: 108.6551, lat: 31.9436, households: 4126, seed: 12, compound: '农发小区' },
  { code: '500229001004', grids: 8, lng: 108.6752, lat: 31.9437, households: 3010, seed: 13 },
  { code: '500229002001', grids: 9, lng: 108.6421, lat: 31.9391, households: 3320, seed: 14 },
];

/** Fills an empty stack with the demo county, through the API as any county would. */
export async function seed(api: DemoApi, log: (line: string) => void): Promise<void> {
  const options = { base: api.base, token: await api.token('county') };
  await client(clients, options).registerClient({
    params: { division: hotline.division },
    body: {
      id: hotline.id,
      name: hotline.title,
      division: hotline.division,
      scopes: Object.keys(pillars).flatMap((pillar) => [`${pillar}.read`, `${pillar}.write`]),
      perMinute: 6_000,
      clientId: hotline.id,
    },
    idempotencyKey: 'demo-hotline',
  });
  const csv = await readFile(new URL('divisions.csv', import.meta.url), 'utf8');
  const imported = await client(divisions, options).importDivisions({
    params: { division: '500229' },
    upload: { type: 'text/csv', text: csv },
    idempotencyKey: 'demo-divisions',
  });
  log(`城口县 ${imported.body.stored} 个区划`);
  for (const community of communities) await seedCommunity(community, options, log);
  await seedContacts(communities, options);
  await seedUnits(options, log);
  await seedMeetings(api, log);
  await seedResources(api, log);
  await seedDemands(api, log);
  await seedProjects(api, log);
  await seedFund(api, log);
  await seedCompounds(api, log);
  await api.orderReports();
}

async function seedCommunity(
  community: DemoCommunity,
  options: { base: string; token: string },
  log: (line: string) => void,
): Promise<void> {
  const params = { community: community.code };
  const rows = demoBuildings(community);
  const header = 'id,name,lng,lat,households';
  await client(buildings, options).importBuildings({
    params,
    query: { mode: 'replace' },
    upload: {
      type: 'text/csv',
      text: [header, ...rows.map((b) => [b.id, b.name, b.lng, b.lat, b.households].join(','))].join('\n'),
    },
    idempotencyKey: `demo-buildings-${community.code}`,
  });
  const planning = client(plans, options);
  const { body: plan, etag } = await planning.planGrids({
    params,
    body: { grids: community.grids, name: '演示方案' },
    idempotencyKey: `demo-plan-${community.code}`,
  });
  await planning.publishPlan({ params: { ...params, plan: plan.id }, ifMatch: etag ?? '"1"' });
  log(
    `${community.code} ${rows.length} 栋楼，${plan.grids.length} 个网格，最大偏差 ${(plan.deviation * 100).toFixed(1)}%`,
  );
}

/** Invented units, spread over the grids and fixed there for a term. */
async function seedUnits(options: { base: string; token: string }, log: (line: string) => void): Promise<void> {
  const params = { division: '500229' };
  const text = await readFile(new URL('units.csv', import.meta.url), 'utf8');
  await client(units, options).importUnits({
    params,
    upload: { type: 'text/csv', text },
    idempotencyKey: 'demo-units',
  });
  const allocating = client(allocations, options);
  const { body: draft, etag } = await allocating.allocateUnits({
    params,
    body: { fixed: { U01: '500229001002007' } },
    idempotencyKey: 'demo-allocation',
  });
  await allocating.publishAllocation({
    params: { ...params, allocation: draft.id },
    body: { term: { from: '2026-01-01', until: '2027-12-31' } },
    ifMatch: etag ?? '"1"',
  });
  log(`${draft.units} 个单位定格到 ${draft.grids} 个网格`);
}
