import type { fundMessages } from '../fund/messages.ts';
import { messages, type Sentence } from './messages.ts';

/** Why one row of a file was not taken; not a problem of the whole request. */
const rowMessages = {
  'code-invalid': { zh: '区划代码应为 6、9 或 12 位数字', en: 'a division code has 6, 9 or 12 digits' },
  'code-foreign': { zh: '不属于本区县', en: 'not of this county' },
  'name-missing': { zh: '缺少名称', en: 'the name is missing' },
  'name-too-long': { zh: '名称过长', en: 'the name is too long' },
  'code-twice': { zh: '代码重复，保留了前一行', en: 'the code stands twice; the earlier row was kept' },
  'street-missing': {
    zh: '所属街道（乡镇）不在文件或已存数据中',
    en: 'its street or town is neither in the file nor stored',
  },
  'id-twice': { zh: '编号重复，保留了前一行', en: 'the id stands twice; the earlier row was kept' },
  'id-missing': { zh: '缺少编号', en: 'the id is missing' },
  'kind-unknown': { zh: '单位类别不对', en: 'the kind is none of department, institution, enterprise, organisation' },
  'capacity-invalid': { zh: '承接能力不是 0 以上的数', en: 'the capacity is not a number of 0 or more' },
  'grid-missing': { zh: '缺少网格编号', en: 'the grid is missing' },
  'building-missing': { zh: '缺少楼栋编号', en: 'the building is missing' },
  'role-unknown': {
    zh: '岗位应为综合联系领导、网格长、网格员或监督电话',
    en: 'the role is none of liaison-leader, grid-leader, grid-worker, supervision',
  },
  'place-invalid': {
    zh: '联系领导写 12 位社区代码，网格长和网格员写 15 位网格编码',
    en: 'leaders stand at a community of 12 digits, grid leaders and workers at a grid of 15',
  },
  'phone-invalid': { zh: '电话格式不对', en: 'the phone is not a phone number' },
  'office-too-long': { zh: '办公地点超过 120 字', en: 'the office has more than 120 characters' },
  'id-too-long': { zh: '编号过长', en: 'the id is too long' },
  'position-missing': { zh: '缺少坐标', en: 'the position is missing' },
  'position-invalid': { zh: '坐标不是有效的经纬度', en: 'the position is not a valid longitude and latitude' },
  'geometry-unsupported': { zh: '只支持点、面和多面', en: 'only points, polygons and multipolygons are taken' },
  'ring-invalid': { zh: '边界不是闭合的面', en: 'a ring is not closed or has fewer than four positions' },
  'count-missing': { zh: '户数和人口至少填一项', en: 'households or population is needed' },
  'count-invalid': { zh: '户数或人口不是非负整数', en: 'households or population is not a whole number of 0 or more' },
  'id-invalid': { zh: '编号只能用字母、数字和短横', en: 'the id holds letters, digits and hyphens only' },
  'id-elsewhere': {
    zh: '这个编号已被别处使用，或已撤下',
    en: 'the id is of another division, or was withdrawn',
  },
  'description-missing': { zh: '缺少说明', en: 'the description is missing' },
  'resource-kind-unknown': {
    zh: '类型应为服务、阵地、志愿、专业、资金、物资之一',
    en: 'the kind is none of service, venue, volunteer, expertise, fund, material',
  },
  'category-unknown': { zh: '类别不在十二类之中', en: 'the category is none of the twelve' },
  'serves-invalid': { zh: '服务范围不是本县的区划代码', en: 'an area is not a division of this county' },
  'day-invalid': {
    zh: '日期应写成 2026-12-31，且不能颠倒',
    en: 'a day is not written as 2026-12-31, or they are reversed',
  },
  'text-too-long': { zh: '有一栏文字太长', en: 'a text is too long' },
  'text-missing': { zh: '缺少需求内容', en: 'what is needed is missing' },
  'channel-unknown': { zh: '渠道不认识', en: 'the channel is not known' },
  'fund-invalid': { zh: '基金编号不对', en: 'the fund is not the id of a fund' },
  'amount-invalid': {
    zh: '金额应在“金额（分）”或“金额（元）”之一栏，大于 0，最多两位小数',
    en: 'the amount stands in one of the columns amount (fen) and yuan, above 0, yuan with two decimals at most',
  },
  'voucher-invalid': {
    zh: '凭证号只能用大写字母、数字和短横',
    en: 'a voucher holds capital letters, digits and hyphens',
  },
  'purpose-invalid': { zh: '用途编码不对', en: 'the purpose is not a code of small letters and hyphens' },
  'pledge-invalid': { zh: '认捐编号不对', en: 'the pledge is not the id of one' },
  'bank-invalid': { zh: '银行流水号应为 4–40 位字母或数字', en: "the bank's reference has 4 to 40 letters or digits" },
  'source-unknown': {
    zh: '来源应为单位、居民、经费资助、慈善捐赠之一',
    en: 'the source is none of unit, resident, subsidy, charity',
  },
  'contributor-invalid': { zh: '出资人编号不对', en: 'the contributor is not the id of one' },
  'resident-named': { zh: '居民出资不登记姓名', en: 'a resident who gives is not named' },
  'answer-unclear': { zh: '补记、自愿、公示名称应填“是”或“否”', en: 'late, consent and publish are yes or no' },
  'consent-missing': {
    zh: '出资人尚未登记；登记须在“自愿”栏填“是”',
    en: 'the contributor is not registered yet; that takes yes in the column consent',
  },
  'number-differs': {
    zh: '这个编号已登记过，内容不同',
    en: 'this number was recorded before, with other content',
  },
  'place-unclear': { zh: '地点在网格中找不到，或不止一处', en: 'the place is in no grid, or in several' },
} as const satisfies Record<string, Sentence>;

export type RowRefusal = keyof typeof rowMessages;

/** Why one row of a file was not taken. */
export interface RowFault {
  /** Line of the file, or place of the feature, counted from 1. */
  readonly row: number;
  /** What its reader says of it, or what the record that it asks for is refused with. */
  readonly refusal: RowRefusal | keyof typeof fundMessages;
}

const sentenceOf = (refusal: string): Sentence =>
  (rowMessages as Readonly<Record<string, Sentence>>)[refusal] ?? messages[refusal]!.title;

/** Row faults in the caller's language. */
export const tellRows = (faults: readonly RowFault[], { say }: { readonly say: (sentence: Sentence) => string }) =>
  faults.map(({ row, refusal }) => ({ row, refusal, detail: say(sentenceOf(refusal)) }));
