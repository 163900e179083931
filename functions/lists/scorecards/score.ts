/** What a demand counts for; nothing of it names a person or a place smaller than a grid. */
export interface ScoredDemand {
  readonly unit?: string | undefined;
  readonly grid?: string | undefined;
  readonly category: string;
  /** Was the resident spoken to by the day that was due? 'waiting' while it is neither done nor late. */
  readonly contact: 'in-time' | 'late' | 'waiting';
  /** What the resident, or a visit in their stead, answered at the end. */
  readonly answer?: { readonly solved: boolean; readonly rating?: number | undefined } | undefined;
}

export type Dimension = 'unit' | 'grid' | 'category';

/** `yes` of `of`; a rate is shown only where `of` is not 0. */
export interface Share {
  readonly of: number;
  readonly yes: number;
}

export interface Score {
  readonly key: string;
  readonly demands: number;
  readonly response: Share;
  readonly resolution: Share;
  readonly satisfaction: Share;
}

/** From this rating of 1 to 5 on, a resident is satisfied. */
export const SATISFIED = 4;

/**
 * Response, resolution and satisfaction by unit, grid or category, most demands first; demands without the dimension are left
 * out, and `key` '' is the total of all.
 * Response 响应率: of the demands whose contact was due or made, those contacted in time. Resolution 解决率: of those answered
 * at the end, those solved. Satisfaction 满意率: of those rated, those rated 4 or 5.
 * Source: 北京市接诉即办工作条例 (2021) art. 32 names the three rates; when each counts is our reading.
 */
export function scores(demands: readonly ScoredDemand[], by: Dimension): Score[] {
  const groups = new Map<string, ScoredDemand[]>();
  for (const demand of demands) {
    const key = demand[by];
    if (key !== undefined) groups.set(key, [...(groups.get(key) ?? []), demand]);
  }
  const rows = [...groups].map(([key, group]) => scoreOf(key, group));
  return [scoreOf('', demands), ...rows.sort((a, b) => b.demands - a.demands || (a.key < b.key ? -1 : 1))];
}

function scoreOf(key: string, demands: readonly ScoredDemand[]): Score {
  const share = (of: readonly ScoredDemand[], yes: (demand: ScoredDemand) => boolean): Share => ({
    of: of.length,
    yes: of.filter(yes).length,
  });
  const answered = demands.filter(({ answer }) => answer !== undefined);
  const rated = answered.filter(({ answer }) => answer?.rating !== undefined);
  return {
    key,
    demands: demands.length,
    response: share(
      demands.filter(({ contact }) => contact !== 'waiting'),
      ({ contact }) => contact === 'in-time',
    ),
    resolution: share(answered, ({ answer }) => answer?.solved === true),
    satisfaction: share(rated, ({ answer }) => (answer?.rating ?? 0) >= SATISFIED),
  };
}

export interface PublicScore {
  readonly key: string;
  /** Absent where it would be so small that it tells of single residents. */
  readonly demands?: number;
  readonly response?: Share;
  readonly resolution?: Share;
  readonly satisfaction?: Share;
}

/**
 * What the public sees of scores: a row of fewer than `smallest` demands shows no figure, nor does a share of fewer than
 * `smallest`. Where one row alone is hidden, the next smallest is hidden with it, or the total would give it away.
 */
export function publicScores(rows: readonly Score[], smallest: number): PublicScore[] {
  const parts = rows.filter(({ key }) => key !== '');
  const hidden = new Set(parts.filter(({ demands }) => demands < smallest).map(({ key }) => key));
  if (hidden.size === 1) {
    const next = parts.filter(({ key }) => !hidden.has(key)).at(-1);
    if (next) hidden.add(next.key);
  }
  return rows.map(({ key, demands, response, resolution, satisfaction }) => {
    if (hidden.has(key) || (key === '' && demands < smallest)) return { key };
    const shown = (name: string, share: Share) => (share.of >= smallest ? { [name]: share } : {});
    return {
      key,
      demands,
      ...shown('response', response),
      ...shown('resolution', resolution),
      ...shown('satisfaction', satisfaction),
    };
  });
}
