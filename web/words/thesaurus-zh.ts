/** The words of the staff page where a county adds to the thesaurus. */
export const thesaurusZh = {
  task: { title: '说法词典', text: '教会推荐听懂本地话：给每种需要补充居民的说法。' },
  title: '说法词典',
  lead: '推荐资源时，系统靠这本词典听懂居民的话。自带的说法不能改，本县可以补充；保存后马上用于推荐。',
  working: '正在读取…',
  find: '查找需要或说法',
  count: (shown: string, all: string) => `显示 ${shown} 种，共 ${all} 种`,
  own: (count: string) => `本县补充 ${count} 个说法`,
  edit: '补充说法',
  close: '收起',
  shipped: '自带的说法',
  registers: {
    official: '单位和公文的说法（资源靠它认）',
    everyday: '居民平常的说法',
    dialect: '方言说法',
    hints: '只算提示的词',
  },
  hint: '一行一个，2 到 30 个字，不含空格。“带娃+没人”表示两处相近都要有；“电梯-加装”表示不能有“加装”。',
  save: '保存',
  saved: (version: string) => `已保存，第 ${version} 版。`,
  add: '新增一种需要',
  name: '名称',
  category: '类别',
  elsewhere: '不属资源清单（转其他渠道）',
  readOnly: '由县级管理员补充。',
};
export type ThesaurusWords = typeof thesaurusZh;
