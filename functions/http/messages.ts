import { fundMessages } from '../fund/messages.ts';
import { gridMessages } from '../grids/messages.ts';
import { listsMessages } from '../lists/messages.ts';
import { systemMessages } from '../system/messages.ts';
import type { Told } from './refusal.ts';

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
  'method-not-allowed': message(
    405,
    '这个地址不支持该方法',
    'The method is not allowed here',
    '这个地址只接受 {allow}。',
    'This address takes {allow} only.',
  ),
  unauthenticated: message(
    401,
    '请先登录',
    'Sign in first',
    '访问令牌缺失、过期或不是发给本接口的。',
    'The access token is missing, expired, or was not issued for this API.',
  ),
  'client-unregistered': message(
    403,
    '系统未登记',
    'The client is not registered',
    '这个系统或其凭据没有登记，或已失效；请区县管理员登记。',
    'This system or its credential is not registered, or has ended; a county officer registers it.',
  ),
  'client-disabled': message(
    403,
    '系统已停用',
    'The client is disabled',
    '区县管理员停用了这个系统。',
    'A county officer disabled this system.',
  ),
  'too-many-requests': message(
    429,
    '调用太频繁',
    'Too many requests',
    '每分钟最多 {perMinute} 次，请在 {seconds} 秒后再试。',
    'At most {perMinute} calls a minute; try again in {seconds} seconds.',
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

const told = Object.fromEntries(
  Object.entries<Told>({ ...gridMessages, ...listsMessages, ...fundMessages, ...systemMessages }).map(
    ([name, parts]) => [name, message(...parts)],
  ),
);

export const messages: Readonly<Record<string, Message>> = { ...everywhere, ...told };

/** Refusals that every route of the kind may answer, for OpenAPI. */
export const common = Object.keys(everywhere);
