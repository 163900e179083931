import { shanghaiDay } from '../calendar/day.ts';
import type { Demand, DemandState } from '../lists/demands/contract.ts';
import { csv } from '../exports/csv.ts';
import { categories } from '../lists/demands/names.ts';
import { stateWords } from '../lists/demands/words.ts';
import { type Sheet, workbook } from '../fund/exports/workbook.ts';
import type { DemandsSnapshot, PublicDemand } from './demands/contract.ts';
import { atom } from './feeds/atom.ts';
import { pagePaths, snapshotPaths } from './pages.ts';

/** Before triage nothing is public, nor what never came on the list. */
const hidden: readonly DemandState[] = ['submitted', 'returned', 'redirected', 'merged', 'withdrawn'];

/** Steps that the public sees; reminders, notes and clocks are between the parties. */
const shownSteps: readonly string[] = [
  'accept',
  'assign',
  'claim',
  'carry-over',
  'decline',
  'contact',
  'establish',
  'start',
  'complete',
  'solved',
  'visit',
  'reopen',
  'close',
  'archive',
  'escalate',
];

export interface DemandRecords {
  readonly code: string;
  readonly name: string;
  readonly county: { readonly code: string; readonly name: string };
  readonly demands: readonly Demand[];
  /** Names of units by id. */
  readonly units: ReadonlyMap<string, string>;
  /** Households of the grids in force by code. */
  readonly households: ReadonlyMap<string, number>;
  readonly smallPlace: number;
  readonly since: string;
}

/** A community's demands in public terms. */
export function demandsSnapshot(records: DemandRecords): DemandsSnapshot {
  const { code, name, county, demands, since } = records;
  const shown = demands.filter(({ state }) => !hidden.includes(state)).map((demand) => publicOf(demand, records));
  const changes = demands.map(({ submittedAt, history }) => history.at(-1)?.at ?? submittedAt);
  return {
    code,
    name,
    county,
    updatedAt: [since, ...changes].reduce((a, b) => (a > b ? a : b)),
    received: demands.length,
    demands: shown.reverse(),
  };
}

function publicOf(demand: Demand, { name, units, households, smallPlace }: DemandRecords): PublicDemand {
  const { id, community, grid, category, title, state, submittedAt, history, deadline, lead } = demand;
  const large = grid !== undefined && (households.get(grid) ?? 0) >= smallPlace;
  return {
    id,
    community,
    communityName: name,
    ...(large && { grid }),
    ...(category && { category }),
    ...(title && { title }),
    state,
    on: shanghaiDay(submittedAt),
    changedOn: shanghaiDay(history.at(-1)?.at ?? submittedAt),
    ...(deadline && { due: deadline }),
    ...(lead && { unit: units.get(lead) ?? lead }),
    late: demand.supervised,
    rounds: demand.rounds,
    followers: demand.followers,
    ...(demand.rating !== undefined && { rating: demand.rating }),
    steps: history
      .filter(({ transition }) => shownSteps.includes(transition))
      .map(({ transition, at }) => ({ transition, on: shanghaiDay(at) })),
  };
}

/** A county's list: its communities' lists in one, newest first. */
export function joined(
  county: { code: string; name: string },
  parts: readonly DemandsSnapshot[],
  since: string,
): DemandsSnapshot {
  return {
    ...county,
    county,
    updatedAt: parts.map(({ updatedAt }) => updatedAt).reduce((a, b) => (a > b ? a : b), since),
    received: parts.reduce((sum, { received }) => sum + received, 0),
    demands: parts.flatMap(({ demands }) => demands).sort((a, b) => (a.id < b.id ? 1 : -1)),
  };
}

const columns = [
  '编号',
  '社区',
  '网格',
  '类别',
  '事项',
  '状态',
  '提出日期',
  '变动日期',
  '下一步期限',
  '责任单位',
  '督办',
  '未认领轮次',
  '关注',
  '评分',
];

const rowsOf = ({ demands }: DemandsSnapshot): (string | number)[][] =>
  demands.map((demand) => [
    demand.id,
    demand.communityName,
    demand.grid ?? '',
    demand.category ? categories[demand.category].zh : '',
    demand.title ?? '',
    stateWords[demand.state].zh,
    demand.on,
    demand.changedOn,
    demand.due ?? '',
    demand.unit ?? '',
    demand.late ? '是' : '',
    demand.rounds,
    demand.followers,
    demand.rating ?? '',
  ]);

export const demandsCsv = (snapshot: DemandsSnapshot): string => csv(columns, rowsOf(snapshot));

export function demandsXlsx(snapshot: DemandsSnapshot): Promise<Uint8Array> {
  const sheet: Sheet = {
    name: '需求清单',
    columns: columns.map((title) => ({ title, of: 'text' as const, width: title === '事项' ? 36 : 14 })),
    rows: rowsOf(snapshot).map((row) => row.map(String)),
  };
  return workbook({ title: `${snapshot.name} 需求清单`, creator: '奏鸣', day: shanghaiDay(snapshot.updatedAt) }, [
    sheet,
  ]);
}

/** The latest changes as an Atom feed. */
export function demandsAtom({ code, name, demands }: DemandsSnapshot): string {
  const page = code.length === 6 ? pagePaths.countyDemands(code) : pagePaths.demands(code);
  return atom({
    name: `demands:${code}`,
    title: `${name} 需求清单`,
    home: page,
    self: `/${snapshotPaths.demandsFile(code, 'atom')}`,
    entries: demands.map(({ id, state, title, category, communityName, unit, changedOn }) => ({
      id: `demand:${id}:${state}`,
      title: `${stateWords[state].zh}：${title ?? (category ? categories[category].zh : '居民需求')}`,
      link: `${page}#${id}`,
      summary: [communityName, unit].filter(Boolean).join(' · '),
      at: `${changedOn}T00:00:00+08:00`,
    })),
  });
}
