import type { FindingState } from '../findings/contract.ts';
import type { PledgeState } from '../pledges/contract.ts';
import type { Shortcoming } from '../rules/compliance.ts';
import type { Entry } from '../ledger/contract.ts';
import type { ApplicationState } from '../applications/contract.ts';

/** The words of a printed statement. It is a Chinese document; its page exists in both languages. */
export const stateWords: Readonly<Record<ApplicationState, string>> = {
  draft: '草稿',
  submitted: '已提交',
  returned: '退回补正',
  reviewing: '评审中',
  noticed: '公示中',
  objected: '有异议，公示暂停',
  committed: '已承诺资金',
  'in-progress': '实施中',
  completed: '待验收',
  accepted: '已验收',
  settled: '已结算',
  closed: '已决算归档',
  declined: '未通过',
  withdrawn: '申请人撤回',
  cancelled: '已取消',
  expired: '承诺已到期',
};

export const kindWords: Readonly<Record<Entry['kind'], string>> = {
  contribution: '出资',
  return: '退还出资',
  consent: '经捐赠人同意改变用途',
  reservation: '承诺',
  payment: '拨付',
  release: '释放承诺',
  expiry: '承诺到期',
  refund: '项目退回',
  interest: '利息',
  fee: '银行手续费',
  reversal: '冲销',
  closing: '结账',
};

export const reasonWords: Readonly<Record<string, string>> = {
  'entered-in-error': '录入有误',
  'payment-bounced': '付款退回',
  'cost-lower': '实际费用较低',
  withdrawn: '撤回',
  'rule-breach': '违反规则',
};

export const shortcomingWords: Readonly<Record<Shortcoming, string>> = {
  'parts-differ-from-cost': '资助与自筹之和不等于总费用',
  'asks-more-than-match': '资助超过配套上限',
  'too-few-quotes': '报价份数不足',
  'nothing-left': '基金无可用余额',
};

export const pledgeWords: Readonly<Record<PledgeState, string>> = {
  open: '待兑现',
  fulfilled: '已兑现',
  withdrawn: '已撤回',
};

export const findingWords: Readonly<Record<FindingState, string>> = {
  open: '待答复',
  answered: '已答复',
  closed: '已了结',
};

/** The word for a name, or the name itself. */
export const wordOf = (words: Readonly<Record<string, string>>, name: string): string => words[name] ?? name;
