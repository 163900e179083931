import type { Told } from '../../http/refusal.ts';

export const findingMessages = {
  'no-such-finding': [
    404,
    '没有这个审计问题',
    'No such finding',
    '没有编号为 {finding} 的审计问题。',
    'There is no finding {finding}.',
  ],
  'finding-too-long': [
    409,
    '往来太多',
    'Too many steps',
    '一个审计问题最多 {most} 步，请另行会商。',
    'A finding holds {most} steps at most; talk it over in a meeting.',
  ],
} as const satisfies Record<string, Told>;
