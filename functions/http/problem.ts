import { messages, type Sentence } from './messages.ts';
import { Refusal } from './refusal.ts';

export type Language = 'zh-CN' | 'en';

export interface FieldError {
  readonly detail: string;
  /** JSON pointer into the body. */
  readonly pointer?: string;
  /** Name of the query or path parameter, or header. */
  readonly parameter?: string;
}

/** A request that does not fit the contract: all its faults at once. */
export class Invalid extends Refusal {
  readonly errors: readonly FieldError[];
  constructor(errors: readonly FieldError[]) {
    super('request-invalid');
    this.errors = errors;
  }
}

/** The language that Accept-Language prefers of ours; Chinese when it says nothing. */
export function languageOf(header: string | undefined): Language {
  const wanted = (header ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...params] = part.trim().toLowerCase().split(';');
      const q = params.map((p) => /^\s*q=([\d.]+)$/.exec(p)?.[1]).find(Boolean);
      return { tag, q: q === undefined ? 1 : Number(q) };
    })
    .filter(({ q }) => q > 0)
    .sort((a, b) => b.q - a.q);
  for (const { tag } of wanted) {
    if (tag.startsWith('zh')) return 'zh-CN';
    if (tag.startsWith('en')) return 'en';
  }
  return 'zh-CN';
}

export const say = (sentence: Sentence, language: Language): string => (language === 'en' ? sentence.en : sentence.zh);

/** A sentence with its {slots} filled. */
export const fill = (text: string, facts: Refusal['facts']): string =>
  text.replace(/\{(\w+)\}/g, (slot, name: string) => String(facts[name] ?? slot));

export type ProblemDetails = ReturnType<typeof problemOf>;

/** RFC 9457 problem details of a refusal. `type` is a page of the site that explains it. */
export function problemOf(refusal: Refusal, language: Language, instance: string) {
  const message = messages[refusal.refusal];
  if (!message) throw new Error(`refusal without a message: ${refusal.refusal}`);
  const detail = fill(say(message.detail, language), refusal.facts);
  const errors: readonly FieldError[] | undefined =
    refusal instanceof Invalid ? refusal.errors : refusal.pointer ? [{ detail, pointer: refusal.pointer }] : undefined;
  return {
    type: `/api/#${refusal.refusal}`,
    title: say(message.title, language),
    status: message.status,
    detail,
    instance: `urn:sonata:request:${instance}`,
    refusal: refusal.refusal,
    ...(errors && { errors }),
  };
}
