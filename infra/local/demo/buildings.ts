/**
 * Invented buildings for the demo communities: compounds of a few buildings along streets that follow a bent valley.
 * Names and counts are made up; the same seed gives the same community.
 */
export interface DemoCommunity {
  readonly code: string;
  readonly grids: number;
  /** Middle of the settlement. */
  readonly lng: number;
  readonly lat: number;
  readonly households: number;
  readonly seed: number;
  /** A compound that the county's stories tell of. */
  readonly compound?: string;
}

export interface DemoBuilding {
  readonly id: string;
  readonly name: string;
  readonly lng: number;
  readonly lat: number;
  readonly households: number;
}

const METRES_A_DEGREE = 111_320;
const BLOCK = { width: 92, height: 76 };

export function demoBuildings(community: DemoCommunity): DemoBuilding[] {
  const random = seeded(community.seed);
  const wanted = Math.round(community.households / 27);
  const buildings: { name: string; x: number; y: number; households: number }[] = [];
  const names = compoundNames(random, community.compound);
  for (const [column, row] of cellsAround(Math.ceil(wanted / 6) + 8, random)) {
    if (buildings.length >= wanted) break;
    const compound = names();
    const kind = kinds[Math.floor(random() * kinds.length)]!;
    let number = 0;
    for (let c = 0; c < kind.columns; c++) {
      for (let r = 0; r < kind.rows; r++) {
        if (random() < 0.1) continue;
        const x = (column + (c + 0.5) / kind.columns) * (BLOCK.width + 14) + (random() - 0.5) * 9;
        const y = (row + (r + 0.5) / kind.rows) * (BLOCK.height + 12) + (random() - 0.5) * 7;
        const households = Math.max(4, Math.round(kind.households * (0.7 + 0.6 * random())));
        buildings.push({ name: `${compound}${++number}栋`, ...bent(x, y), households });
      }
    }
  }
  return scaled(buildings, community);
}

const kinds = [
  { columns: 2, rows: 2, households: 60 },
  { columns: 2, rows: 3, households: 30 },
  { columns: 3, rows: 2, households: 28 },
  { columns: 3, rows: 3, households: 14 },
];

/** Blocks from the middle outwards, wider than high, some left open. */
function cellsAround(count: number, random: () => number): [number, number][] {
  const cells: [number, number, number][] = [];
  for (let column = -14; column <= 14; column++) {
    for (let row = -8; row <= 8; row++) cells.push([column, row, Math.hypot(column * 0.72, row) + random() * 0.9]);
  }
  return cells
    .sort((a, b) => a[2] - b[2])
    .filter(() => random() > 0.08)
    .slice(0, count)
    .map(([column, row]) => [column, row]);
}

/** The valley bends: straight streets become gentle arcs. */
function bent(x: number, y: number): { x: number; y: number } {
  const RADIUS = 2600;
  const angle = x / RADIUS;
  return { x: (RADIUS - y) * Math.sin(angle), y: RADIUS - (RADIUS - y) * Math.cos(angle) };
}

function scaled(
  buildings: readonly { name: string; x: number; y: number; households: number }[],
  community: DemoCommunity,
): DemoBuilding[] {
  const total = buildings.reduce((sum, { households }) => sum + households, 0);
  const narrow = Math.cos((community.lat * Math.PI) / 180);
  return buildings.map(({ name, x, y, households }, i) => ({
    id: `B${String(i + 1).padStart(4, '0')}`,
    name,
    lng: Number((community.lng + x / (METRES_A_DEGREE * narrow)).toFixed(6)),
    lat: Number((community.lat + y / METRES_A_DEGREE).toFixed(6)),
    households: Math.max(2, Math.round((households * community.households) / total)),
  }));
}

const first = Array.from('金银翠玉清碧秀锦祥瑞和福安康宁泰丰盛兴荣明德文景春华秋云岭山溪泉');
const second = Array.from('水河峰苑林湖湾泉岸竹桂梅兰松柏');
const third = ['小区', '家园', '花园', '苑', '院落', '公寓', '新村', '大院'];

function compoundNames(random: () => number, compound: string | undefined): () => string {
  const used = new Set<string>();
  const pick = (list: readonly string[]): string => list[Math.floor(random() * list.length)]!;
  let waiting = compound;
  return () => {
    if (waiting) {
      const name = waiting;
      waiting = undefined;
      return name;
    }
    for (;;) {
      const name = pick(first) + pick(second) + pick(third);
      if (!used.has(name)) {
        used.add(name);
        return name;
      }
    }
  };
}

/** mulberry32: a small generator, enough for made-up houses. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
