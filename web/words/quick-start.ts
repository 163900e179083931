import type { Locale } from './words.ts';

const words = {
  zh: {
    title: '快速入门',
    lead: '先请区县管理员登记您的系统，得到编号、密钥、区划与权限范围；下面的程序每次发布都原样运行过。',
    notes: [
      '每次新建须带 Idempotency-Key：断线后用同一个键重发，不会重复保存。',
      '修改须带读到的 ETag（If-Match）；被别人抢先改过时返回 412，重新读取再试。',
      '超过每分钟限额返回 429，Retry-After 说明等待秒数；503 可立即重试。',
      '变更用事件流（cursor 续读）或签名推送（Standard Webhooks）获知，正文只有编号，不含个人信息。',
      '导出用 Link 响应头的 next 翻页，modifiedSince 只取改动过的；集合整体替换的清单按整体时间判断。',
      '批量导入最多 10 万行：分片上传，或先索取一个地址（15 分钟内有效，只收一次），把整个文件（32 MB 以内）直接传上去；同一编号再传不会重复。',
      'TypeScript 与 JavaScript 的客户端包由接口合同生成：npm install 本站 /api/sonata-client.tgz，不带任何依赖。',
      '接口停用会至少提前六个月写入更新日志，并在响应中带 Deprecation 与 Sunset。',
    ],
  },
  en: {
    title: 'Quick start',
    lead: 'An officer of the county registers your system first, and gives you its id, secret, division and scopes. The programs below run as they stand with every release.',
    notes: [
      'What creates carries an Idempotency-Key: after a lost answer send the same key again, and nothing is stored twice.',
      'What changes carries the ETag that was read (If-Match); 412 says that somebody was faster: read again.',
      'Beyond the quota a minute the answer is 429, with the seconds to wait in Retry-After; 503 may be tried again.',
      'Changes are told by a feed (go on with its cursor) or pushed, signed (Standard Webhooks); they hold ids and nothing personal.',
      'Exports page by the Link header; modifiedSince gives what changed. A list that is replaced as a whole changes as a whole.',
      'Imports take up to 100,000 rows: in parts, or as one file (32 MB at most) that you put at an address you ask for, good for one PUT within 15 minutes; the same ids again store nothing twice.',
      'The client package for TypeScript and JavaScript is made of the contract: npm install /api/sonata-client.tgz of this site; it has no dependencies.',
      'A route is withdrawn half a year after the changelog said so at the earliest, and says Deprecation and Sunset until then.',
    ],
  },
} as const;

export const quickStartWords = (locale: Locale) => words[locale === 'en' ? 'en' : 'zh'];
