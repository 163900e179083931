import type { Told } from '../http/refusal.ts';

/** The sentences of what the rooms for the county's other systems refuse. */
export const systemMessages = {
  'no-such-client': [
    404,
    '没有这个系统',
    'No such client',
    '本区县没有登记这个系统。',
    'The county has no such client.',
  ],
  'client-exists': [
    409,
    '系统已登记',
    'The client exists',
    '这个编号已被登记，请换一个。',
    'This id is registered already; choose another.',
  ],
  'credential-taken': [
    409,
    '凭据已被使用',
    'The credential is taken',
    '身份服务的这个 client_id 已属于一个系统。',
    'This client_id of the issuer belongs to a client already.',
  ],
  'division-foreign': [
    422,
    '不属于本区县',
    'Not of this county',
    '系统的区划须在本区县之内。',
    "The client's division must lie within the county.",
  ],
  'issuer-registers-none': [
    409,
    '身份服务不能自动登记',
    'The issuer registers no clients',
    '请先在身份服务中建好 client_id，再填到这里登记。',
    'Make the client at the issuer first, then register its client_id here.',
  ],
  'target-refused': [
    422,
    '不能发往这个地址',
    'Messages cannot go there',
    '地址须是 https 的公网地址，不能是本机、内网或含登录信息的地址。',
    'The address must be https on the open internet, not of this machine or a private network, and without a sign-in.',
  ],
  'too-many-webhooks': [
    409,
    '订阅太多',
    'Too many webhooks',
    '一个区县最多 {limit} 个。',
    'A county has at most {limit}.',
  ],
  'no-such-webhook': [404, '没有这个订阅', 'No such webhook', '没有找到这个订阅。', 'The webhook was not found.'],
  'no-such-delivery': [
    404,
    '没有这次投递',
    'No such delivery',
    '没有找到，或已过保存期。',
    'It was not found, or is no longer kept.',
  ],
  'no-such-import': [
    404,
    '没有这次导入',
    'No such import',
    '没有找到，或已过保存期。',
    'It was not found, or is no longer kept.',
  ],
  'import-started': [
    409,
    '导入已经开始',
    'The import has started',
    '开始后不能再改；请新开一次导入。',
    'It takes no more parts and starts once; open another.',
  ],
  'too-many-rows': [
    413,
    '行数太多',
    'Too many rows',
    '一次导入最多 {limit} 行，请分成几次。',
    'An import takes {limit} rows at most; make several.',
  ],
} as const satisfies Record<string, Told>;
