/** The words of whom to call: leaders, grid staff, supervision, and the look-up by where one stands. */
export const contactsZh = {
  title: '找谁',
  roles: {
    'liaison-leader': '综合联系领导',
    'grid-leader': '网格长',
    'grid-worker': '网格员',
    supervision: '监督电话',
  },
  hint: '工作电话，依规定公布。',
  changes: {
    title: '变更记录',
    text: (from: string, to: string) => `责任单位由${from}改为${to}`,
    reason: (reason: string) => `理由：${reason}`,
    who: '县级管理员决定',
    page: {
      title: '责任单位变更',
      lead: '任期内哪个网格换了责任单位：何时、由谁换成谁、为什么。最近的在前，最多列出 500 条。',
      none: '本任期还没有变更。',
      columns: { day: '决定日期', grid: '网格', from: '原单位', to: '现单位', reason: '理由', who: '决定' },
      county: '县级管理员',
      feed: '订阅变更（Atom）',
      json: '下载 JSON',
    },
  },
  here: {
    button: '用我的位置查',
    asking: '正在取得位置…',
    denied: '没有得到位置。请允许使用位置，或在上面输入小区名。',
    none: '这个位置不在已公布的网格里。',
    border: '您在两个网格的边界附近（15 米内），两边都列出：',
    found: '您在：',
    metres: (metres: string) => `离边界约 ${metres} 米`,
    private: '位置只在您的设备上比对，不会发送出去。',
  },
};

export type ContactWords = typeof contactsZh;
