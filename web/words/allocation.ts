import type { Allocation } from '../../functions/grids/allocation/contract.ts';
import { allocationEn } from './allocation-en.ts';
import type { Locale } from './words.ts';

type Rule = Allocation['pairs'][number]['rule'];

/** The words of the allocation board. */
const allocationZh = {
  title: '单位分配',
  lead: '把网格单位均匀地分到各网格：数量均匀、力量与户数相称、离办公地点近。结果可证明最优，每个单位都说明理由；公布后固定一个任期。',
  loading: '正在读取…',
  back: '全部分配',
  list: {
    title: '已有的分配',
    none: '还没有分配。',
    columns: { made: '生成时间', communities: '社区', grids: '网格', units: '单位', state: '状态', term: '任期' },
    states: { draft: '草案', published: '执行中', superseded: '已被替代' } satisfies Record<
      Allocation['state'],
      string
    >,
    term: (from: string, until: string) => `${from} 至 ${until}`,
  },
  make: {
    title: '新的分配',
    where: '范围',
    county: '全县（所有已公布网格的社区）',
    chosen: '只分所选社区',
    communities: '社区',
    noCommunity: '请至少选一个社区',
    noPlan: '还没有公布网格的社区不能选。',
    rate: '均匀和就近怎么取舍',
    rateHint: '一个网格少一个平均大小的单位，相当于多走多少米。数大更均匀，数小更就近。',
    submit: '分配',
    working: '正在分配…',
  },
  board: {
    figures: '结果',
    grids: '网格',
    units: '单位',
    mean: '平均距离',
    metres: (metres: string) => `${metres} 米`,
    perGrid: '每格单位',
    perGridRange: (least: string, most: string) => (least === most ? least : `${least}–${most}`),
    proven: '已证明最优',
    provenText: (value: string, bound: string) =>
      `目标值 ${value} 米，可证明任何数量均匀的分法都不低于 ${bound} 米，所以没有更好的分法。`,
    unproven: (value: string, bound: string) => `目标值 ${value} 米，下界 ${bound} 米。`,
    objective: (distance: string, load: string, rate: string) =>
      `目标值 = 距离 ${distance} 米 + 力量不均 ${load} 米（每缺一个平均单位按 ${rate} 米计）。`,
    community: '社区',
    all: '全部社区',
    load: '各网格的力量',
    loadHint: '力量 = 网格里单位的能力之和；横条是它与按户数应有的力量之比，1 为相称。',
    columns: {
      grid: '网格',
      households: '户数',
      units: '单位数',
      capacity: '力量',
      balance: '与户数之比',
      unit: '单位',
      metres: '距离',
      why: '理由',
      does: '操作',
    },
    pairs: '单位和网格',
    map: (community: string) => `${community}的网格和单位办公地点`,
    mapHint: '圆点是办公地点，线连到所在网格。',
  },
  why: {
    fixed: () => '按要求固定在这里',
    nearest: () => '这一格离它最近',
    numbers: (rank: string, instead: string, metres: string, worse: string) =>
      `离它第 ${rank} 近。最近的${instead}（${metres} 米）数量已满；改派会让总目标至少差 ${worse} 米`,
    load: (rank: string, instead: string, metres: string, worse: string) =>
      `离它第 ${rank} 近。放在最近的${instead}（${metres} 米）会使力量不均，总目标至少差 ${worse} 米`,
    short: (rank: string) => `离它第 ${rank} 近，为数量或力量均匀`,
  } satisfies Record<Rule | 'short', (...facts: string[]) => string>,
  fix: {
    fix: '固定',
    move: '改派',
    to: (unit: string) => `${unit}改到`,
    moved: (grid: string) => `将改到${grid}`,
    count: (count: string) => `已固定 ${count} 个单位`,
    again: '按固定的重新分配',
    clear: '全部不固定',
    hint: '固定或改派一些单位，其余的重新求最优。原来的草案保留。',
  },
  publish: {
    title: '公布',
    text: '公布后，各网格的责任单位写进公众页面，固定一个任期。',
    from: '任期开始',
    until: '任期结束',
    reason: '更换的理由',
    reasonHint: '现在有执行中的分配。写明决定和理由，会公开并留档。',
    submit: '公布这个分配',
    check: '公布前请确认',
    checkText: (from: string, until: string, units: string, grids: string) =>
      `${units} 个单位固定在 ${grids} 个网格，任期 ${from} 至 ${until}。`,
    replaces: '执行中的分配会被替代，原来的保留备查。',
    confirm: '确认公布',
    cancel: '先不公布',
    done: '已公布',
    doneText: '公众页面会在一分钟内更新。',
    notAllowed: '您可以查看分配；公布由县级办理。',
    reasonShown: '更换理由',
    missingTerm: '请填写任期的开始和结束',
    missingReason: '请写明更换的理由',
  },
  decide: {
    title: '更换一个网格的责任单位',
    text: '任期内更换，要有注明日期和理由的决定，并写明接手的单位。立即生效，会公开并留档。',
    where: '社区',
    pair: '网格和现在的单位',
    choose: '请选择',
    now: (grid: string, unit: string) => `${grid} · ${unit}`,
    to: '接手的单位',
    day: '决定日期',
    reason: '更换理由',
    reasonHint: '会公开，请不要写个人信息。',
    submit: '更换',
    checkTitle: '请核对',
    check: (grid: string, from: string, to: string) =>
      `${grid}的责任单位由${from}改为${to}。确认后立即生效、对外公开，记录不能删除。`,
    confirm: '确认更换',
    cancel: '返回修改',
    sending: '正在保存…',
    done: '已更换',
    doneText: (grid: string, from: string, to: string) =>
      `${grid}的责任单位由${from}改为${to}。公众页面会在一分钟内更新。`,
    history: '更换记录',
    none: '还没有更换过。',
    more: '更早的记录',
    columns: { grid: '网格', day: '决定日期', from: '原单位', to: '现单位', reason: '理由' },
    missing: {
      pair: '请选择网格和现在的单位',
      to: '请选择接手的单位',
      day: '请填写决定日期',
      reason: '请写明更换理由',
    },
  },
};

export type AllocationWords = typeof allocationZh;

export const allocationWordsOf = (locale: Locale): AllocationWords => (locale === 'en' ? allocationEn : allocationZh);
