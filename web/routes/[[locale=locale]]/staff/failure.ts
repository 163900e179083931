import { Problem } from '../../../../functions/http/client.ts';
import type { StaffWords } from '../../../words/staff-zh.ts';

/** What went wrong, for the summary on top and the words beside a field. */
export interface Failure {
  readonly text: string;
  readonly errors: readonly { readonly text: string; readonly field?: string }[];
  readonly requestId?: string | undefined;
}

/**
 * A refused request as a failure: errors that point into the request become links to its fields.
 * @param fields the id of the field by pointer ('#/grids') or query parameter ('name')
 */
export function failureOf(error: unknown, fields: Readonly<Record<string, string>>, words: StaffWords): Failure {
  if (!(error instanceof Problem)) return { text: words.error.network, errors: [] };
  const errors = error.errors.map(({ detail, pointer, parameter }) => {
    const field = fields[pointer ?? parameter ?? ''];
    return { text: detail, ...(field && { field }) };
  });
  return { text: error.detail || error.title, errors, requestId: error.requestId };
}

/** A failure found before sending, at one field. */
export const failureAt = (field: string, text: string): Failure => ({ text: '', errors: [{ text, field }] });

/** The words beside a field. */
export const errorAt = (failure: Failure | undefined, field: string): string | undefined =>
  failure?.errors.find((error) => error.field === field)?.text;
