import type { Unit } from '../../functions/grids/units/contract.ts';
import type { Locale } from './words.ts';

/** The words of the unit register. */
const unitsZh = {
  title: '网格单位',
  lead: '本县的网格单位名册。单位分到哪个网格，由“单位分配”决定。',
  loading: '正在读取名册…',
  none: '名册还是空的，请导入。',
  search: '按名称、编号、地点、联络员找',
  kind: '类别',
  all: '全部',
  found: (shown: string, total: string) => `${shown} 个，共 ${total} 个`,
  nothing: '没有符合的单位。',
  kinds: {
    department: '机关部门',
    institution: '事业单位',
    enterprise: '企业',
    organisation: '社会组织',
  } satisfies Record<Unit['kind'], string>,
  columns: {
    name: '单位',
    kind: '类别',
    office: '办公地点',
    capacity: '能力',
    liaison: '联络员',
    phone: '公开电话',
    position: '坐标',
  },
  capacityHint: '能力用同一种数（例如人数），用来让各网格的力量均匀。',
  import: {
    title: '导入名册',
    lead: 'Excel（.xlsx）或 CSV，第一行是列名：编号、名称、类别、经度、纬度、能力、电话、办公地点、联络员、联络员电话。类别写机关、事业单位、企业或社会组织。',
    mode: '导入方式',
    merge: '合并：保留文件里没有的单位',
    replace: '替换：删除文件里没有的单位',
    submit: '导入',
    template: '下载空表',
    next: '去分配单位',
  },
  countyOnly: '名册和分配由县级办理；您的管辖范围是街道或社区。',
  more: (count: string) => `再看 ${count} 个`,
};

export type UnitWords = typeof unitsZh;

const unitsEn: UnitWords = {
  title: 'Units',
  lead: 'The register of the county’s grid units. Which unit answers for which grid is decided under “Allocate units”.',
  loading: 'Loading the register…',
  none: 'The register is empty; import one.',
  search: 'Find by name, id, office or liaison officer',
  kind: 'Kind',
  all: 'all',
  found: (shown, total) => `${shown} of ${total}`,
  nothing: 'No unit fits.',
  kinds: {
    department: 'department',
    institution: 'public institution',
    enterprise: 'enterprise',
    organisation: 'social organisation',
  },
  columns: {
    name: 'Unit',
    kind: 'Kind',
    office: 'Office',
    capacity: 'Capacity',
    liaison: 'Liaison officer',
    phone: 'Public phone',
    position: 'Position',
  },
  capacityHint: 'Capacity is any one measure (staff, say); it makes grids equally strong.',
  import: {
    title: 'Import the register',
    lead: 'Excel (.xlsx) or CSV whose first row names the columns: id, name, kind, lng, lat, capacity, phone, office, liaison, liaison phone. Kind is department, institution, enterprise or organisation.',
    mode: 'How to import',
    merge: 'Merge: keep units that the file lacks',
    replace: 'Replace: drop units that the file lacks',
    submit: 'Import',
    template: 'Download an empty table',
    next: 'Allocate units',
  },
  countyOnly: 'The county keeps the register and the allocation; your division is a street or a community.',
  more: (count) => `Show ${count} more`,
};

export const unitWordsOf = (locale: Locale): UnitWords => (locale === 'en' ? unitsEn : unitsZh);
