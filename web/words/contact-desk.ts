import type { Locale } from './words.ts';

/** The words of the desk that keeps whom the public may call. */
const zh = {
  title: '联系人',
  lead: '谁可以公开联系：社区的综合联系领导，网格的网格长、网格员，监督电话。姓名、职务和工作电话会公布在社区和网格页上；身份证号、私人电话等其他列不会读入。',
  loading: '正在读取联系人…',
  none: '还没有联系人，请导入。',
  search: '按社区、编码、姓名、职务、电话找',
  grid: (serial: string) => `第 ${serial} 网格`,
  kind: '角色',
  all: '全部',
  found: (shown: string, total: string) => `${shown} 人，共 ${total} 人`,
  nothing: '没有符合的联系人。',
  more: (count: string) => `再看 ${count} 人`,
  columns: { code: '社区或网格', role: '角色', name: '姓名', title: '职务', phone: '工作电话' },
  countyOnly: '联系人由县级维护；您的管辖范围是街道或社区。',
  import: {
    title: '导入联系人',
    lead: 'Excel（.xlsx）或 CSV，第一行是列名：编码、角色、姓名、职务、电话。角色写综合联系领导（社区编码 12 位）、网格长、网格员（网格编码 15 位）或监督电话。',
    mode: '导入方式',
    merge: '合并：保留文件里没有的人',
    replace: '替换：删除文件里没有的人',
    submit: '导入',
    template: '下载空表',
  },
};

export type ContactDeskWords = typeof zh;

const en: ContactDeskWords = {
  title: 'Contacts',
  lead: 'Whom the public may call: the liaison leader of a community, the leader and workers of a grid, the phone of supervision. Names, offices and work phones are shown on the pages of communities and grids; other columns, such as identity numbers and private phones, are not read.',
  loading: 'Loading the contacts…',
  none: 'There are no contacts yet; import some.',
  search: 'Find by community, code, name, office or phone',
  grid: (serial) => `Grid ${serial}`,
  kind: 'Role',
  all: 'all',
  found: (shown, total) => `${shown} of ${total}`,
  nothing: 'Nobody fits.',
  more: (count) => `Show ${count} more`,
  columns: { code: 'Community or grid', role: 'Role', name: 'Name', title: 'Office', phone: 'Work phone' },
  countyOnly: 'The county keeps the contacts; your division is a street or a community.',
  import: {
    title: 'Import contacts',
    lead: 'Excel (.xlsx) or CSV whose first row names the columns: code, role, name, title, phone. Role is liaison-leader (at a community, 12 digits), grid-leader, grid-worker (at a grid, 15 digits) or supervision.',
    mode: 'How to import',
    merge: 'Merge: keep people that the file lacks',
    replace: 'Replace: drop people that the file lacks',
    submit: 'Import',
    template: 'Download an empty table',
  },
};

export const contactDeskWordsOf = (locale: Locale): ContactDeskWords => (locale === 'en' ? en : zh);
