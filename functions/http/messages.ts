import { fundMessages, type Told } from '../fund/messages.ts';
import { planMessages } from '../grids/plans/messages.ts';

/** Every refusal's status and sentences. `{slot}` is filled from the refusal's facts. */

export interface Sentence {
  readonly zh: string;
  readonly en: string;
}
export interface Message {
  readonly status: number;
  readonly title: Sentence;
  readonly detail: Sentence;
}

const message = (status: number, zh: string, en: string, zhDetail: string, enDetail: string): Message => ({
  status,
  title: { zh, en },
  detail: { zh: zhDetail, en: enDetail },
});

/** Refusals that any route may give; the contract lists only a route's own. */
const everywhere = {
  'route-unknown': message(
    404,
    '没有这个地址',
    'No such route',
    '这个地址和方法不在接口目录中。',
    'The API has no route with this method and path.',
  ),
  unauthenticated: message(
    401,
    '请先登录',
    'Sign in first',
    '访问令牌缺失、过期或不是发给本接口的。',
    'The access token is missing, expired, or was not issued for this API.',
  ),
  forbidden: message(
    403,
    '没有权限',
    'Not permitted',
    '您的角色或管辖区划不包含这项操作。',
    'Your role or division does not include this operation.',
  ),
  'request-invalid': message(
    422,
    '填写内容有误',
    'The request has errors',
    '请改正下列各项后重试，未保存任何内容。',
    'Correct the fields below and try again; nothing was stored.',
  ),
  'body-unreadable': message(
    400,
    '无法读取内容',
    'The body cannot be read',
    '请求内容不是有效的 JSON，或嵌套过深。',
    'The body is not valid JSON, or is nested too deeply.',
  ),
  'body-too-large': message(
    413,
    '内容太大',
    'The body is too large',
    '一次最多 {limit}，请分批提交。',
    'At most {limit} in one request; send it in parts.',
  ),
  'media-type-unsupported': message(
    415,
    '不支持的文件类型',
    'Unsupported media type',
    '可用类型：{types}。',
    'Accepted types: {types}.',
  ),
  'idempotency-key-missing': message(
    400,
    '缺少 Idempotency-Key',
    'Idempotency-Key is missing',
    '新建类请求须带 Idempotency-Key 请求头（带引号的字符串），重试时用同一个值。',
    'A creating request carries an Idempotency-Key header (a quoted string); a retry sends the same value.',
  ),
  'idempotency-key-reused': message(
    422,
    'Idempotency-Key 已用于别的请求',
    'Idempotency-Key was used for another request',
    '同一个键只能重试同一个请求，未保存任何内容。',
    'A key may only repeat the same request; nothing was stored.',
  ),
  'if-match-missing': message(
    428,
    '缺少 If-Match',
    'If-Match is missing',
    '修改时须带上读到的 ETag。',
    'A change carries the ETag that it is based on.',
  ),
  'version-stale': message(
    412,
    '内容已被别人修改',
    'Someone changed this in between',
    '请重新读取后再修改，您的改动未保存。',
    'Read it again and repeat your change; nothing was stored.',
  ),
  busy: message(
    503,
    '系统繁忙，请稍后再试',
    'Busy, try again shortly',
    '同时修改的人较多，本次未保存任何内容。',
    'Many changes at once; nothing of this one was stored.',
  ),
  internal: message(
    500,
    '系统出错',
    'Something failed on our side',
    '已记录，编号 {requestId}。',
    'It was logged under {requestId}.',
  ),
  'cursor-invalid': message(
    400,
    '翻页标记无效',
    'The cursor is not valid',
    '请从第一页重新开始。',
    'Start again from the first page.',
  ),
  'too-much-at-once': message(
    422,
    '一次改动太多',
    'Too much at once',
    '请分成几次提交。',
    'Send it in several requests.',
  ),
} as const;

const grids = {
  'no-such-division': message(
    404,
    '没有这个区划',
    'No such division',
    '区划 {code} 尚未导入。',
    'Division {code} has not been imported.',
  ),
  'file-unreadable': message(422, '无法读取文件', 'The file cannot be read', '{reason}', '{reason}'),
  'file-without-rows': message(
    422,
    '文件里没有数据',
    'The file has no rows',
    '文件里没有可用的行，已存数据未变。',
    'The file holds no usable row; what is stored did not change.',
  ),
  'county-name-missing': message(
    422,
    '缺少区县名称',
    "The county's name is missing",
    '首次导入请用 ?name= 给出区县名称。',
    'Give the county name as ?name= at the first import.',
  ),
  'too-many-divisions': message(
    422,
    '区划太多',
    'Too many divisions',
    '一个区县最多 {limit} 个区划。',
    'A county holds at most {limit} divisions.',
  ),
  'too-many-buildings': message(
    422,
    '楼栋太多',
    'Too many buildings',
    '一个社区最多 {limit} 栋楼。',
    'A community holds at most {limit} buildings.',
  ),
  'no-such-plan': message(
    404,
    '没有这个划分方案',
    'No such plan',
    '该社区没有编号为 {plan} 的方案。',
    'The community has no plan {plan}.',
  ),
  'plan-not-a-draft': message(
    409,
    '方案不是草案',
    'The plan is not a draft',
    '只有草案可以发布。',
    'Only a draft can be published.',
  ),
  'no-buildings': message(
    409,
    '还没有楼栋',
    'There are no buildings',
    '请先导入该社区的楼栋。',
    "Import the community's buildings first.",
  ),
  'no-households': message(
    409,
    '所有楼栋都没有户数',
    'No building has households',
    '至少一栋楼要有户数（或人口）才能均分。',
    'At least one building needs households (or people) to share out.',
  ),
  'grids-missing': message(
    422,
    '请给出网格数',
    'Say how many grids',
    '请给出网格数 grids，或每格户数 householdsPerGrid，二者选一。',
    'Give either grids or householdsPerGrid.',
  ),
  'more-grids-than-buildings': message(
    422,
    '网格比楼栋还多',
    'More grids than buildings',
    '共 {buildings} 栋楼，分不成 {grids} 个网格。',
    '{buildings} buildings cannot make {grids} grids.',
  ),
  'too-many-grids': message(
    422,
    '网格太多',
    'Too many grids',
    '一个社区最多 {limit} 个网格。',
    'A community holds at most {limit} grids.',
  ),
  'too-many-units': message(
    422,
    '单位太多',
    'Too many units',
    '一个区县最多 {limit} 个单位。',
    'A county holds at most {limit} units.',
  ),
  'no-units': message(409, '还没有单位', 'There are no units', '请先导入单位。', 'Import the units first.'),
  'no-plans-in-force': message(
    409,
    '没有已公布的网格',
    'No grids in force',
    '请先公布社区的划分方案。',
    'Publish a plan of the community first.',
  ),
  'too-many-pairs': message(
    422,
    '一次分配太多',
    'Too much for one allocation',
    '单位数乘网格数过大，请按社区分开。',
    'Units times grids is too many; allocate by community.',
  ),
  'fixed-unit-unknown': message(
    422,
    '没有这个单位',
    'No such unit',
    '固定的单位不在单位名册中。',
    'A fixed unit is not in the register.',
  ),
  'fixed-grid-unknown': message(
    422,
    '没有这个网格',
    'No such grid',
    '固定的网格不在已公布的网格中。',
    'A fixed grid is not among the grids in force.',
  ),
  'no-such-allocation': message(
    404,
    '没有这个分配方案',
    'No such allocation',
    '没有编号为 {allocation} 的分配方案。',
    'There is no allocation {allocation}.',
  ),
  'allocation-not-a-draft': message(
    409,
    '分配方案不是草案',
    'The allocation is not a draft',
    '只有草案可以公布。',
    'Only a draft can be published.',
  ),
  'term-invalid': message(
    422,
    '任期不对',
    'The term is not valid',
    '任期的结束要晚于开始。',
    'The term ends after it begins.',
  ),
  'reason-missing': message(
    422,
    '缺少理由',
    'The reason is missing',
    '更换已定格的单位须写明理由。',
    'Replacing units that are fixed needs a reason.',
  ),
  'grids-have-changed': message(
    409,
    '网格已变更',
    'The grids have changed',
    '草案之后网格有了新的划分，请重新分配。',
    'A plan was published since the draft was made; allocate again.',
  ),
} as const;

const told = (sentences: Readonly<Record<string, Told>>) =>
  Object.fromEntries(Object.entries(sentences).map(([name, each]) => [name, message(...each)]));

export const messages: Readonly<Record<string, Message>> = {
  ...everywhere,
  ...grids,
  ...told(planMessages),
  ...told(fundMessages),
};

/** Refusals that every route of the kind may answer, for OpenAPI. */
export const common = Object.keys(everywhere);
