import type { Locale } from './words.ts';

const words = {
  zh: {
    title: '数据目录',
    lead: '每一个公开文件都列在这里，字段说明由程序的数据契约自动生成。',
    index: '下载机器可读的目录（DCAT）',
    schema: '字段说明',
    license: '许可：署名 4.0 国际（CC BY 4.0）。',
    columns: { content: '内容', address: '地址', format: '格式' },
  },
  en: {
    title: 'Catalogue',
    lead: 'Every public file is listed here; the descriptions of fields come from the data contracts themselves.',
    index: 'Download the catalogue for machines (DCAT)',
    schema: 'Fields',
    license: 'Licence: Creative Commons Attribution 4.0 (CC BY 4.0).',
    columns: { content: 'Content', address: 'Address', format: 'Format' },
  },
} as const;

export const catalogueWords = (locale: Locale) => words[locale === 'en' ? 'en' : 'zh'];
