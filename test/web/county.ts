import { planGrids } from '../../functions/grids/plans/plan.ts';
import { randomOf } from '../../functions/grids/plans/random.ts';
import type { Building } from '../../functions/grids/buildings/contract.ts';
import type { Community, County } from '../../functions/grids/divisions/contract.ts';
import type { CountySnapshot, SiteSnapshot } from '../../functions/publish/contract.ts';
import type { CompoundRecords } from '../../functions/publish/compounds/views.ts';
import { communityEdition, countiesEdition, countyEdition } from '../../functions/publish/edition.ts';
import { snapshotPaths } from '../../functions/publish/pages.ts';
import { communitiesOf } from '../../functions/publish/records.ts';
import type { InForce } from '../../functions/publish/snapshots.ts';

/** A small county with two planned communities and one without a plan, as the publisher would write it. */

export const planned = '500229001003';
export const unplanned = '500229002001';

const communities: Community[] = [
  { code: planned, name: '桂花井社区', kind: 'community' },
  { code: '500229001004', name: '凤凰社区', kind: 'community' },
];

const county: County = {
  code: '500229',
  name: '城口县',
  streets: [
    { code: '500229001', name: '葛城街道', communities },
    { code: '500229002', name: '复兴街道', communities: [{ code: unplanned, name: '柿坪村', kind: 'village' }] },
  ],
  version: 3,
  updatedAt: '2026-11-18T02:00:00.000Z',
};

const site: SiteSnapshot = {
  demo: true,
  issuer: 'http://localhost:8080/oidc',
  clientId: 'sonata-web',
  audience: 'sonata',
  footer: ['主办单位：城口县社区治理办公室（演示）', '渝ICP备00000000号'],
};

/** Rows of blocks along a bend of a river, some with more floors than others. */
function buildings(seed: number, count: number): Building[] {
  const random = randomOf(seed);
  const estates = ['农发小区', '滨江苑', '桂花园', '东门里', '石桥坝', '太平巷', '诸葛新村', '北大街'];
  return Array.from({ length: count }, (_, i) => {
    const along = (i % 26) / 26;
    const across = Math.floor(i / 26);
    return {
      id: `b${String(i).padStart(4, '0')}`,
      name: `${estates[Math.floor(along * 4) + 4 * (across > 4 ? 1 : 0)]}${(i % 13) + 1}栋`,
      lng: 108.66 + along * 0.016 + (random() - 0.5) * 0.0005,
      lat: 31.944 + across * 0.0009 + Math.sin(along * 5) * 0.002 + (random() - 0.5) * 0.0003,
      households: Math.round(6 + random() * 28),
    };
  });
}

function inForce(community: string, seed: number, grids: number): InForce {
  const list = buildings(seed, 240);
  const { plan, features, part } = planGrids(community, list, {
    grids,
    tolerance: 0.05,
    seed: 1,
    weight: 'households',
    keepCompounds: true,
  });
  return {
    plan: { ...plan, id: '01KAFZ6V9E3W8QK5T2RXJ4M7NB', publishedAt: '2026-11-20T06:30:00.000Z' },
    grids: plan.grids,
    explanation: plan.explanation,
    features,
    places: list.map((building, i): [string, number] => [building.name ?? '', part[i] ?? 0]),
    assignment: Object.fromEntries(list.map(({ id }, i) => [id, part[i] ?? 0])),
  };
}

const contacts = [
  {
    id: 'a',
    at: planned,
    role: 'liaison-leader' as const,
    name: '演示领导',
    title: '县政府办',
    phone: '023-5922-1000',
  },
  { id: 'b', at: `${planned}001`, role: 'grid-worker' as const, name: '演示网格员', phone: '023-5922-1001' },
];
const officers = { id: 'U01', name: '县人民检察院', kind: 'department', phone: '023-5922-0001' } as const;

/** A compound whose greenery went to another unit once, and which two units and the residents renovate. */
const grounds: CompoundRecords = {
  compounds: [
    {
      ...{ id: 'compound-river', community: planned, name: '河畔院', households: 96, version: 3 },
      threeNo: { owningUnit: false, management: false, repairFund: false },
      grids: [`${planned}003`],
      committee: '河畔院住宅管理委员会',
      duties: [
        {
          ...{ affair: 'greening', unit: 'U02', committee: '河畔院住宅管理委员会', by: 'county' },
          ...{ from: '2026-03-01', to: '2026-05-31', reason: '职能调整' },
        },
        { affair: 'greening', unit: 'U01', committee: '河畔院住宅管理委员会', from: '2026-06-01', by: 'county' },
      ],
    },
  ],
  renovations: [
    {
      ...{ id: 'renovation-one', community: planned, compound: 'compound-river', state: 'planned', version: 2 },
      title: '楼道照明改造',
      works: [{ item: '灯具', amount: 600_000 }],
      budget: 600_000,
      parts: [
        { by: 'unit', unit: 'U01', amount: 400_000 },
        { by: 'residents', amount: 200_000 },
      ],
      consents: [{ unit: 'U01', on: '2026-10-02' }],
      history: [{ transition: 'plan', to: 'planned', at: '2026-10-01T02:00:00.000Z', by: 'county' }],
    },
  ],
  names: new Map([['U01', '县人民检察院']]),
};

/** Every snapshot by its bucket path. */
export function snapshots(): ReadonlyMap<string, unknown> {
  const plans = new Map([
    [planned, inForce(planned, 7, 11)],
    ['500229001004', inForce('500229001004', 8, 13)],
  ]);
  const units = {
    term: { from: '2026-01-01', until: '2027-12-31' },
    publishedAt: '2026-11-20T07:00:00.000Z',
    byGrid: { [`${planned}001`]: [officers] },
    changes: [
      {
        grid: `${planned}007`,
        from: '县财政局',
        to: '县人民检察院',
        day: '2026-11-01',
        reason: '单位撤并',
        at: '2026-11-02T01:00:00.000Z',
      },
    ],
  };
  const records = { county, plans, units, contacts, grounds };
  const own = countyEdition(records).files;
  return new Map<string, unknown>([
    [snapshotPaths.site, site],
    ...countiesEdition([own.get(snapshotPaths.county(county.code)) as CountySnapshot]).files,
    ...own,
    ...communitiesOf(county).flatMap((place) => [...communityEdition(place, records).files]),
  ]);
}
