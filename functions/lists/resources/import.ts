import { Day } from '../../calendar/contract.ts';
import type { County } from '../../grids/divisions/contract.ts';
import { Refusal } from '../../http/refusal.ts';
import type { RowFault, RowRefusal } from '../../http/rows.ts';
import { categoryNames } from '../demands/names.ts';
import { Category } from '../categories/contract.ts';
import { Capacity, Phone, ResourceDraft, ResourceId, ResourceKind } from './contract.ts';
import { judgeFacts } from './facts.ts';

/** What a county's offices write over the columns. */
const columns: Readonly<Record<string, string>> = {
  编号: 'id',
  单位: 'unit',
  单位编号: 'unitid',
  名称: 'title',
  资源名称: 'title',
  说明: 'description',
  类型: 'kind',
  类别: 'category',
  服务对象: 'audience',
  能力: 'capacity',
  周期: 'period',
  计量: 'of',
  服务范围: 'serves',
  电话: 'phone',
  起: 'from',
  止: 'until',
  地址: 'address',
};

const kinds: Readonly<Record<string, ResourceKind>> = {
  服务: 'service',
  阵地: 'venue',
  场地: 'venue',
  志愿: 'volunteer',
  志愿服务: 'volunteer',
  专业: 'expertise',
  资金: 'fund',
  物资: 'material',
};
const periods: Readonly<Record<string, Capacity['period']>> = { 周: 'week', 月: 'month', 年: 'year', 次: 'once' };

export interface ReadResource {
  readonly id: string;
  /** Line of the file. */
  readonly row: number;
  readonly draft: ResourceDraft;
}

type Cells = Readonly<Record<string, string | undefined>>;

/**
 * The resources of a sheet's rows; where a row names no area, the importing division is served.
 * @param rows cells by lower-case column name, Chinese or English, each with its line
 */
export function readResources(
  rows: readonly { readonly row: number; readonly cells: Cells }[],
  division: string,
  county: County,
): { resources: ReadResource[]; faults: RowFault[] } {
  const resources = new Map<string, ReadResource>();
  const faults: RowFault[] = [];
  for (const { row, cells } of rows) {
    const named = Object.fromEntries(Object.entries(cells).map(([name, cell]) => [columns[name] ?? name, cell]));
    const read = resourceOf(named, division, county);
    if (typeof read === 'string') faults.push({ row, refusal: read });
    else if (resources.has(read.id)) faults.push({ row, refusal: 'id-twice' });
    else resources.set(read.id, { ...read, row });
  }
  return { resources: [...resources.values()], faults };
}

function resourceOf(cells: Cells, division: string, county: County): Omit<ReadResource, 'row'> | RowRefusal {
  const { id = '', unit = '', unitid, title = '', description = '', audience, serves, phone, address } = cells;
  if (!id) return 'id-missing';
  if (!ResourceId.safeParse(id).success) return id.length > 40 ? 'id-too-long' : 'id-invalid';
  if (!unit || !title) return 'name-missing';
  if (unit.length > 60 || title.length > 60) return 'name-too-long';
  if (!description) return 'description-missing';
  const kind = ResourceKind.safeParse(kinds[cells['kind'] ?? ''] ?? cells['kind']);
  if (!kind.success) return 'resource-kind-unknown';
  const word = cells['category'] ?? '';
  const category = categoryNames[word] ?? Category.safeParse(word).data;
  if (!category) return 'category-unknown';
  const capacity = capacityOf(cells);
  if (capacity === null) return 'capacity-invalid';
  const { from, until } = cells;
  if ([from, until].some((day) => day && !Day.safeParse(day).success)) return 'day-invalid';
  if (phone && !Phone.safeParse(phone).success) return 'phone-invalid';
  const parsed = ResourceDraft.safeParse({
    unit: { name: unit, ...(unitid && { id: unitid }) },
    title,
    description,
    kind: kind.data,
    category,
    serves: serves ? serves.split(/[\s,，、;；]+/).filter(Boolean) : [division],
    ...(audience && { audience }),
    ...(capacity && { capacity }),
    ...(phone && { phone }),
    ...(address && { place: { address } }),
    ...(from && { validFrom: from }),
    ...(until && { validUntil: until }),
  });
  if (!parsed.success) return parsed.error.issues[0]?.path[0] === 'serves' ? 'serves-invalid' : 'text-too-long';
  return faultOf(parsed.data, county) ?? { id, draft: parsed.data };
}

/** undefined where the row has none, null where it is not valid. */
function capacityOf(cells: Cells): Capacity | undefined | null {
  const amount = cells['capacity'];
  if (!amount) return undefined;
  const period = cells['period'] ?? '月';
  const parsed = Capacity.safeParse({
    amount: Number(amount),
    period: periods[period] ?? period,
    ...(cells['of'] && { of: cells['of'] }),
  });
  return parsed.success ? parsed.data : null;
}

function faultOf(draft: ResourceDraft, county: County): RowRefusal | undefined {
  try {
    judgeFacts(draft, county);
    return undefined;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return error.refusal === 'validity-reversed' ? 'day-invalid' : 'serves-invalid';
  }
}
