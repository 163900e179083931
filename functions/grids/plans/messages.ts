import type { Told } from '../../http/refusal.ts';

/** The sentences of what wishes for a plan, and drawn plans, are refused for. */
export const planMessages = {
  'plan-too-large': [
    409,
    '楼栋太多，不能当场划分',
    'Too many buildings to plan at once',
    '超过 {limit} 栋楼的划分请用 plan-jobs 在后台进行。',
    'More than {limit} buildings are planned in the background: order the plan at plan-jobs.',
  ],
  'no-such-job': [
    404,
    '没有这个划分任务',
    'No such job',
    '该社区没有编号为 {job} 的划分任务，或已过期。',
    'The community has no job {job}, or it has expired.',
  ],
  'answer-too-large': [
    422,
    '内容太大，不能一次给出',
    'The answer is too large',
    '楼栋太多，请按页读取楼栋（buildings），并读取各楼栋的网格（assignment）。',
    'There are too many buildings for one answer; read the buildings page by page, and their grids from the assignment.',
  ],
  'building-unknown': [
    422,
    '没有这栋楼',
    'No such building',
    '该社区没有编号为 {building} 的楼栋。',
    'The community has no building {building}.',
  ],
  'buildings-unassigned': [
    422,
    '还有楼栋未分到网格',
    'Some buildings are in no grid',
    '还有 {count} 栋楼未分到网格，例如 {building}。',
    '{count} buildings are in no grid, {building} for one.',
  ],
  'grid-unknown': [422, '没有这个网格', 'No such grid', '方案里没有第 {grid} 号网格。', 'The plan has no grid {grid}.'],
  'dedicated-twice': [
    422,
    '楼栋属于两个专属网格',
    'A building is in two dedicated grids',
    '楼栋 {building} 只能属于一个专属网格。',
    'Building {building} can be in one dedicated grid only.',
  ],
  'locks-conflict': [
    422,
    '锁定互相矛盾',
    'The locks contradict one another',
    '楼栋 {building} 所在的小区或位置被锁定到两个网格，或同时属于专属网格。',
    'Building {building}, or the compound or place it belongs to, is locked to two grids, or to one and to a dedicated grid.',
  ],
  'locks-apart': [
    422,
    '锁定的楼栋连不成一片',
    'Locked buildings cannot be joined',
    '锁定到第 {grid} 号网格的楼栋之间没有通路（例如 {building}）：中间隔着别的锁定楼栋、专属网格或河流、道路。',
    'No way joins the buildings locked to grid {grid} ({building} for one): other locks, dedicated grids or barriers lie between.',
  ],
  'more-islands-than-grids': [
    422,
    '片区比网格还多',
    'More separate pieces than grids',
    '河流、道路等把社区分成 {islands} 片，{grids} 个网格不够；请增加网格数，或补上桥梁。',
    'Barriers cut the community into {islands} pieces, more than {grids} grids; ask for more grids, or add the bridges.',
  ],
} as const satisfies Record<string, Told>;
