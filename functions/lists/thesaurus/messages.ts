import type { Told } from '../../http/refusal.ts';

/** The sentences of what a county's thesaurus refuses. */
export const thesaurusMessages = {
  'need-twice': [422, '需要重复', 'A need stands twice', '“{need}”只写一次。', 'Name "{need}" once.'],
  'need-unnamed': [
    422,
    '新的需要缺少名称或类别',
    'A need of your own lacks its name or category',
    '“{need}”不是自带的需要，请写名称和类别。',
    '"{need}" is not shipped; give its name and category.',
  ],
  'too-many-wordings': [
    422,
    '说法太多',
    'Too many wordings',
    '一个区县最多增加 {limit} 个说法。',
    'A county adds {limit} wordings at most.',
  ],
} as const satisfies Record<string, Told>;
