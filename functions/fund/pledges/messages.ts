import type { Told } from '../../http/refusal.ts';

export const pledgeMessages = {
  'no-such-pledge': [
    404,
    '没有这份认捐',
    'No such pledge',
    '没有编号为 {pledge} 的认捐。',
    'There is no pledge {pledge}.',
  ],
  'pledge-resolved': [
    409,
    '认捐已了结',
    'The pledge is resolved',
    '这份认捐已经兑现或撤回（{state}）。',
    'The pledge is {state} already.',
  ],
  'pledge-differs': [
    422,
    '与认捐不符',
    'It differs from the pledge',
    '出资人和指定用途须与认捐一致。',
    'The contributor and the purpose are to be those of the pledge.',
  ],
  'pledge-in-parts': [
    409,
    '分次太多',
    'Too many parts',
    '一份认捐最多分 {most} 次到账，请另记一份。',
    'A pledge is fulfilled in {most} parts at most; record another one.',
  ],
  'due-in-the-past': [
    422,
    '到期日已过',
    'The day has passed',
    '认捐的到期日应为今天（{today}）或以后。',
    'A pledge is due today ({today}) or later.',
  ],
} as const satisfies Record<string, Told>;
