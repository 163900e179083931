import type { ContactWords } from './contacts-zh.ts';

export const contactsEn: ContactWords = {
  title: 'Whom to call',
  roles: {
    'liaison-leader': 'Liaison leader',
    'grid-leader': 'Grid leader',
    'grid-worker': 'Grid worker',
    supervision: 'Supervision',
  },
  hint: 'Work phones, posted by rule.',
  changes: {
    title: 'What changed',
    text: (from, to) => `from ${from} to ${to}`,
    reason: (reason) => `because: ${reason}`,
    who: 'decided by the county',
    page: {
      title: 'Changes of responsibility',
      lead: 'Grids that went to another unit within the term: when, from whom to whom, and why. Newest first, 500 at most.',
      none: 'Nothing has changed in this term.',
      columns: { day: 'Decided on', grid: 'Grid', from: 'From', to: 'To', reason: 'Reason', who: 'Decided by' },
      county: 'the county',
      feed: 'Follow changes (Atom)',
      json: 'Download JSON',
    },
  },
  here: {
    button: 'Use my position',
    asking: 'Finding your position…',
    denied: 'No position. Allow it, or type the name of a compound above.',
    none: 'This position lies in no published grid.',
    border: 'You are near the border of two grids (within 15 m); here are both:',
    found: 'You are in:',
    metres: (metres) => `about ${metres} m from the border`,
    private: 'Your position is compared on your device and never sent.',
  },
};
