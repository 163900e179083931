import { refuse } from '../../http/refusal.ts';
import type { ApplicationRecord } from './contract.ts';

/**
 * The record with these quotes in place of those before, and a step that says so: a quote may come, or be missed by whoever
 * looks the application through, after it was written.
 * @throws Refusal 'no-such-transition' once it is handed in
 */
export function withQuotes(
  record: ApplicationRecord,
  quotes: ApplicationRecord['quotes'],
  step: { readonly at: string; readonly by: string; readonly role: string },
): ApplicationRecord {
  const { application } = record;
  const { state, plan, history, version } = application;
  if (state !== 'draft' && state !== 'returned')
    return refuse('no-such-transition', undefined, { transition: 'quotes', state });
  return {
    ...record,
    quotes,
    application: {
      ...application,
      plan: { ...plan, quotes: quotes.length },
      history: [...history, { transition: 'quotes', from: state, to: state, ...step }],
      version: version + 1,
    },
  };
}
