import type { Sentence } from '../../http/messages.ts';
import type { Demand, DemandState } from './contract.ts';
import type { Transition } from './machine.ts';

/** What each step tells the resident. */
export const stepWords: Readonly<Record<Transition | 'submit', Sentence>> = {
  submit: { zh: '已收到，社区会在期限内答复', en: 'Received; the community answers within its term' },
  accept: { zh: '已受理，列入需求清单', en: 'Accepted and put on the demand list' },
  merge: {
    zh: '与另一件相同的事合并办理，您会一起收到结果',
    en: 'Joined with the same matter of somebody else; you are told its result',
  },
  return: { zh: '退回，请看说明，可以补充后再提', en: 'Returned; see the reason, you may say it anew' },
  redirect: { zh: '不属于清单办理，已告知该找的渠道', en: 'Not a matter for the lists; you are told where to turn' },
  resubmit: { zh: '您补充后重新提交', en: 'You said it anew' },
  withdraw: { zh: '您已撤回', en: 'You withdrew it' },
  assign: { zh: '已派给责任单位', en: 'Given to the unit responsible' },
  claim: { zh: '有单位认领了', en: 'A unit has taken it on' },
  'carry-over': { zh: '暂无单位认领，下一轮优先', en: 'Nobody took it on yet; it goes first in the next round' },
  decline: {
    zh: '该单位说明理由后退回，社区正在另派',
    en: 'The unit gave it back with a reason; the community finds another',
  },
  contact: { zh: '责任单位已与您联系', en: 'The unit has been in touch' },
  establish: { zh: '已立项，定了办法', en: 'It is a project now: how it will be done is settled' },
  start: { zh: '开始办理', en: 'Work has begun' },
  progress: { zh: '办理进展', en: 'Progress' },
  complete: { zh: '已办完，请您说说解决了没有', en: 'Done; please say whether it is solved' },
  'give-back': { zh: '项目没能办成，回到清单重新对接', en: 'The project was given up; the matter is back on the list' },
  solved: { zh: '您说：解决了', en: 'You said: solved' },
  visit: {
    zh: '未收到您的答复，社区上门核实后记录',
    en: 'No answer came; the community visited and noted what it found',
  },
  reopen: { zh: '您说：没有解决，已重新办理', en: 'You said: not solved; it is open again' },
  close: { zh: '办结销号', en: 'Closed' },
  archive: { zh: '已归档', en: 'Archived' },
  join: { zh: '又有单位加入协办', en: 'Another unit helps' },
  extend: { zh: '延期，理由如下', en: 'It takes longer, for this reason' },
  pause: { zh: '暂停计时，理由如下', en: 'The clock stands, for this reason' },
  resume: { zh: '恢复办理', en: 'Work goes on' },
  note: { zh: '您补充了说明', en: 'You added a note' },
  remind: { zh: '快到期了，已提醒承办方', en: 'Nearly due; a reminder went out' },
  escalate: { zh: '逾期，已转督办', en: 'Late; it is under supervision now' },
};

export const stateWords: Readonly<Record<DemandState, Sentence>> = {
  submitted: { zh: '已收到，等社区审核', en: 'Received, being looked at' },
  returned: { zh: '已退回，等您补充', en: 'Returned, waiting for you' },
  redirected: { zh: '已转告其他渠道', en: 'Sent to another channel' },
  merged: { zh: '已合并办理', en: 'Joined with another' },
  withdrawn: { zh: '已撤回', en: 'Withdrawn' },
  listed: { zh: '已列入清单，等单位认领', en: 'On the list, waiting for a unit' },
  assigned: { zh: '已有责任单位，等它联系您', en: 'A unit is responsible and will be in touch' },
  contacted: { zh: '已联系，正在定办法', en: 'In touch, working out how' },
  established: { zh: '已立项', en: 'A project' },
  'in-progress': { zh: '正在办', en: 'Under way' },
  done: { zh: '已办完，等您确认', en: 'Done, waiting for your word' },
  rated: { zh: '已确认', en: 'Confirmed' },
  closed: { zh: '已办结', en: 'Closed' },
  archived: { zh: '已归档', en: 'Archived' },
};

const channels: Readonly<Record<NonNullable<Demand['redirectedTo']>, Sentence>> = {
  emergency: { zh: '紧急情况请马上拨打 110、119 或 120', en: 'In an emergency call 110, 119 or 120 at once' },
  court: { zh: '请向法院、仲裁或信访渠道提出', en: 'Turn to the court, arbitration or the petition office' },
  market: {
    zh: '这是市场服务，请向商家或消费者协会（12315）提出',
    en: 'A market matter: turn to the business or the consumer line 12315',
  },
};

/** Where to turn, in words; undefined while it is a matter for the lists. */
export const channelWords = ({ redirectedTo }: Demand): Sentence | undefined => redirectedTo && channels[redirectedTo];
