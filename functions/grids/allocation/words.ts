import type { Pair } from './allocate.ts';

/** Why a unit has its grid, in a sentence; `instead` names the nearer grid (or, where grids share units, the nearer unit). */
export const reason = {
  zh: ({ rule, rank, instead }: Pair): string => {
    if (rule === 'fixed') return '固定在此网格';
    if (rule === 'nearest' || !instead) return '距离最近';
    const why = rule === 'numbers' ? '数量已均' : '会使负载失衡';
    return `距离第${rank}近；最近的${instead.id}（${Math.round(instead.metres)}米）${why}，改派将使总目标至少增加${Math.round(instead.worse)}米`;
  },
  en: ({ rule, rank, instead }: Pair): string => {
    if (rule === 'fixed') return 'fixed here';
    if (rule === 'nearest' || !instead) return 'the nearest';
    const why = rule === 'numbers' ? 'already has its even number' : 'would make loads uneven';
    return `number ${rank} by distance; the nearest, ${instead.id} (${Math.round(instead.metres)} m), ${why}: the whole would be at least ${Math.round(instead.worse)} m worse`;
  },
};
