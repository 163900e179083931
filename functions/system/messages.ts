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
} as const satisfies Record<string, Told>;
