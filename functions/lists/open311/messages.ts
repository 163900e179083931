import type { Told } from '../../http/refusal.ts';

/** What GeoReport requests are refused for, beside what demands are. */
export const open311Messages = {
  'no-such-service': [
    404,
    '没有这种服务',
    'No such service',
    'service_code 不在 services 列表中。',
    'The service_code is not in the list of services.',
  ],
  'report-incomplete': [
    400,
    '请求不完整',
    'The request is incomplete',
    '缺少或填错了 {field}。',
    '{field} is missing or wrong.',
  ],
} as const satisfies Record<string, Told>;
