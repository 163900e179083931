import type { ThesaurusWords } from './thesaurus-zh.ts';

export const thesaurusEn: ThesaurusWords = {
  task: { title: 'Thesaurus', text: 'Teach the matcher how people here say things: add wordings to each need.' },
  title: 'Thesaurus',
  lead: "By it the matcher reads residents' words. What is shipped stays; the county adds its own, used at once when saved.",
  working: 'Reading…',
  find: 'Find a need or wording',
  count: (shown, all) => `${shown} of ${all} needs shown`,
  own: (count) => `${count} wordings of the county`,
  edit: 'Add wordings',
  close: 'Fold',
  shipped: 'Shipped wordings',
  registers: {
    official: 'As units and officials say it (ties resources)',
    everyday: 'As residents say it',
    dialect: 'In dialect',
    hints: 'Words that only hint at it',
  },
  hint: 'One a line, 2 to 30 characters, no spaces. "带娃+没人": both, near each other; "电梯-加装": without "加装".',
  save: 'Save',
  saved: (version) => `Saved as version ${version}.`,
  add: 'Add a need',
  name: 'Name',
  category: 'Category',
  elsewhere: 'Not for the resource list (another channel)',
  readOnly: 'The county officer adds to it.',
};
