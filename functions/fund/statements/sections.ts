import { findingWords, kindWords, pledgeWords, reasonWords, shortcomingWords, stateWords, wordOf } from './words.ts';
import type { Statement } from './statement.ts';

/** A column of text, or of fen that are printed as yuan. */
export interface Column {
  readonly title: string;
  readonly of: 'text' | 'fen';
  /** Its share of the width, beside the others'. */
  readonly width: number;
}

/** A table of a statement, the same on paper and in a workbook. */
export interface Section {
  readonly title: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly (string | number)[])[];
  /** Said where there is no row. */
  readonly none: string;
}

const text = (title: string, width = 1): Column => ({ title, of: 'text', width });
const fen = (title: string, width = 1): Column => ({ title, of: 'fen', width });

/** '2026年10月', '2026年第4季度', '2026年'. */
export function periodWords(label: string): string {
  const [year = '', part] = label.split('-');
  if (part === undefined) return `${year}年`;
  return part.startsWith('Q') ? `${year}年第${part.slice(1)}季度` : `${year}年${Number(part)}月`;
}

/** '月度报告', '季度报告' or '年度报告'. */
export const reportWords = (label: string): string =>
  label.length === 4 ? '年度报告' : label.includes('Q') ? '季度报告' : '月度报告';

/** Every table of a statement, in order; amounts are fen. */
export const sectionsOf = (of: Statement): Section[] => [
  positions(of),
  moneyIn(of),
  moneyOut(of),
  commitments(of),
  projects(of),
  pending(of),
  compliance(of),
  inspections(of),
  ...(of.pledges ? [pledged(of.pledges)] : []),
  ...(of.findings ? [marked(of.findings)] : []),
  late(of),
  undone(of),
  ...(of.corrects ? [corrections(of.corrects)] : []),
  chain(of),
];

const positions = ({ opening, closing }: Statement): Section => ({
  title: '期初与期末余额',
  columns: [text('资金', 2), fen('期初'), fen('期末')],
  rows: [
    ['可用资金', opening.available, closing.available],
    ['指定用途资金', opening.earmarked, closing.earmarked],
    ['已承诺未拨付', opening.committed, closing.committed],
    ['合计（银行存款）', opening.total, closing.total],
  ],
  none: '',
});

const moneyIn = ({ flows: { in: flow } }: Statement): Section => ({
  title: '本期收入（按来源）',
  columns: [text('来源', 3), fen('金额')],
  rows: [
    ['单位出资', flow.unit],
    ['居民出资', flow.resident],
    ['财政补助', flow.subsidy],
    ['慈善捐赠', flow.charity],
    ['存款利息', flow.interest],
    ['项目退回', flow.refunds],
    ['合计', flow.total],
  ],
  none: '',
});

const moneyOut = ({ flows: { out: flow } }: Statement): Section => ({
  title: '本期支出',
  columns: [text('项目', 3), fen('金额')],
  rows: [
    ['拨付项目', flow.payments],
    ['退还出资', flow.returns],
    ['银行手续费', flow.fees],
    ['合计', flow.total],
  ],
  none: '',
});

const commitments = ({ flows }: Statement): Section => ({
  title: '本期承诺变动',
  columns: [text('项目', 3), fen('金额')],
  rows: [
    ['新增承诺', flows.commitments.reserved],
    ['释放承诺', flows.commitments.released],
    ['到期承诺', flows.commitments.expired],
    ['经捐赠人同意改变用途', flows.consented],
  ],
  none: '',
});

const projects = ({ applications }: Statement): Section => ({
  title: '资助项目进度与预算执行',
  columns: [
    text('项目', 2),
    text('状态', 1),
    fen('总费用', 1.1),
    fen('基金资助', 1.1),
    fen('居民自筹', 1.1),
    fen('累计拨付', 1.1),
    text('进度', 0.7),
    fen('本期拨付', 1.1),
    fen('退回', 0.9),
    fen('未拨付', 1.1),
  ],
  rows: applications.map(({ application, reserved, paid, paidInPeriod, refunded, committed, project }) => [
    project?.title ?? application,
    project ? wordOf(stateWords, project.state) : '',
    project?.cost ?? '',
    reserved,
    project?.own ?? '',
    paid,
    `${Math.floor((100 * paid) / reserved)}%`,
    paidInPeriod,
    refunded,
    committed,
  ]),
  none: '截至期末没有资助项目。',
});

const pending = ({ pending: rows }: Statement): Section => ({
  title: '办理中与本期办结的申请',
  columns: [text('申请', 3), text('状态', 1.4), fen('总费用'), fen('申请资助')],
  rows: rows.map(({ title, state, cost, asked }) => [title, wordOf(stateWords, state), cost, asked]),
  none: '没有办理中的申请。',
});

const compliance = ({ applications }: Statement): Section => ({
  title: '规则遵守情况',
  columns: [text('项目', 2), text('适用规则', 1), fen('实际费用', 1), text('核对结果', 2.4)],
  rows: applications.flatMap(({ application, project }) =>
    project
      ? [
          [
            project.title || application,
            `第 ${project.rulesVersion} 版`,
            project.actual ?? '',
            project.shortcomings.map((name) => wordOf(shortcomingWords, name)).join('；') || '符合规则',
          ],
        ]
      : [],
  ),
  none: '没有需要核对的项目。',
});

const inspections = ({ applications }: Statement): Section => ({
  title: '监督检查',
  columns: [text('项目', 2.2), text('检查日期', 1), text('编号', 2.6), text('整改', 1)],
  rows: applications.flatMap(({ project }) =>
    (project?.inspections ?? []).map(({ on, finding, followedUp }) => [
      project?.title ?? '',
      on,
      finding,
      followedUp ? '已整改' : '待整改',
    ]),
  ),
  none: '截至期末没有检查问题。',
});

const pledged = ({ rows, promised, received, outstanding }: NonNullable<Statement['pledges']>): Section => ({
  title: '认捐备忘（不计入基金余额）',
  columns: [text('认捐', 3), text('到期日', 1), text('状态', 0.8), fen('认捐'), fen('已到账'), fen('待到账')],
  rows: [
    ...rows.map(({ pledge, dueOn, state, amount, received: came }) => [
      pledge,
      dueOn,
      wordOf(pledgeWords, state),
      amount,
      came,
      state === 'open' ? amount - came : 0,
    ]),
    ['合计（全部认捐）', '', '', promised, received, outstanding],
  ],
  none: '',
});

const marked = (rows: NonNullable<Statement['findings']>): Section => ({
  title: '账目审计问题',
  columns: [text('分录', 1), text('发现日期', 1), text('状态', 1), text('状态日期', 1)],
  rows: rows.map(({ seq, on, state, since }) => [`第 ${seq} 笔`, on, wordOf(findingWords, state), since]),
  none: '',
});

const late = ({ late: rows }: Statement): Section => ({
  title: '补记以前期间的事项',
  columns: [text('序号', 0.6), text('事项', 1.2), text('发生日期', 1), text('编号', 2.6), fen('金额')],
  rows: rows.map(({ seq, kind, valueDay, id, amount }) => [String(seq), wordOf(kindWords, kind), valueDay, id, amount]),
  none: '本期没有补记事项。',
});

const undone = ({ undone: rows }: Statement): Section => ({
  title: '本期冲销',
  columns: [text('序号', 0.6), text('冲销事项', 1.2), text('原因', 1.2), text('原分录', 2.6), fen('金额')],
  rows: rows.map(({ seq, kind, reason, entry, amount }) => [
    String(seq),
    wordOf(kindWords, kind),
    wordOf(reasonWords, reason),
    entry,
    amount,
  ]),
  none: '本期没有冲销。',
});

const corrections = ({ version, reason, changes }: NonNullable<Statement['corrects']>): Section => ({
  title: `更正说明（更正第 ${version} 版：${reason}）`,
  columns: [text('位置', 2), text('原为', 1.5), text('现为', 1.5)],
  rows: changes.map(({ pointer, from, to }) => [pointer, from || '（无）', to || '（无）']),
  none: '',
});

const chain = ({ chain: { entries, before, after } }: Statement): Section => ({
  title: '账链核验',
  columns: [text('项目', 1), text('序号', 0.6), text('链首摘要 SHA-256', 4.4)],
  rows: [
    ['期初链首', String(before.seq), before.hash],
    ['期末链首', String(after.seq), after.hash],
    ['本期分录', String(entries), `序号 ${before.seq + 1} 至 ${after.seq}`],
  ],
  none: '',
});
