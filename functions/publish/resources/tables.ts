import { categories } from '../../lists/demands/names.ts';
import type { PublicProject, PublicResource } from './contract.ts';

/** A list as a sheet: the same columns in CSV and XLSX. */
export interface Table {
  readonly header: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

const kinds: Readonly<Record<string, string>> = {
  service: '服务',
  venue: '阵地',
  volunteer: '志愿',
  expertise: '专业',
  fund: '资金',
  material: '物资',
};
const periods: Readonly<Record<string, string>> = { week: '周', month: '月', year: '年', once: '次' };

/** The columns that the import reads again, and what is left. */
export const resourceTable = (resources: readonly PublicResource[]): Table => ({
  header: [
    ...['编号', '单位', '名称', '说明', '类型', '类别', '服务对象', '能力', '周期', '计量', '剩余'],
    ...['服务范围', '电话', '地址', '起', '止', '更新', '核实'],
  ],
  rows: resources.map((each) => [
    each.id,
    each.unit,
    each.title,
    each.description,
    kinds[each.kind] ?? each.kind,
    categories[each.category].zh,
    each.audience ?? '',
    each.capacity?.amount ?? '',
    each.capacity ? (periods[each.capacity.period] ?? '') : '',
    each.capacity?.of ?? '',
    each.left ?? '',
    each.serves.map(({ code }) => code).join(' '),
    each.phone ?? '',
    each.address ?? '',
    each.validFrom ?? '',
    each.validUntil ?? '',
    each.updated,
    each.verified ?? '',
  ]),
});

const states: Readonly<Record<string, string>> = {
  established: '已立项',
  'in-progress': '实施中',
  done: '待确认',
  closed: '已销号',
  cancelled: '已取消',
};

export const projectTable = (projects: readonly PublicProject[]): Table => ({
  header: [
    ...['编号', '名称', '类别', '社区', '责任单位', '进展', '起', '止', '资源', '受益人数'],
    ...['已办场次', '累计人次', '评价数', '平均分', '更新'],
  ],
  rows: projects.map((each) => [
    each.id,
    each.title,
    categories[each.category].zh,
    each.community.name,
    each.unit,
    states[each.state] ?? each.state,
    each.from,
    each.until,
    each.resources.map(({ title }) => title).join('；'),
    each.beneficiaries ?? '',
    each.sessions?.held ?? '',
    each.sessions?.heads ?? '',
    each.ratings?.answers ?? '',
    each.ratings?.mean ?? '',
    each.updated.slice(0, 10),
  ]),
});
