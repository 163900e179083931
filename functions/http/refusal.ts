/**
 * A named refusal: bad input or a state that forbids the request, thrown by pure code and turned into one problem type.
 * `name` stands in the contract's list of refusals and has its zh-CN and English sentence in `messages.ts`.
 * `pointer` is a JSON pointer to the offending field ('#/grids'); `facts` fill the sentence's {slots}.
 */
export class Refusal extends Error {
  readonly refusal: string;
  readonly pointer: string | undefined;
  readonly facts: Readonly<Record<string, string | number>>;

  constructor(refusal: string, pointer?: string, facts: Readonly<Record<string, string | number>> = {}) {
    super(refusal);
    this.refusal = refusal;
    this.pointer = pointer;
    this.facts = facts;
  }
}

/** Throws a named refusal; an expression, so that a missing value can be refused where it is read. */
export function refuse(refusal: string, pointer?: string, facts?: Readonly<Record<string, string | number>>): never {
  throw new Refusal(refusal, pointer, facts);
}

/** The sentences of a refusal: [status, title, detail] in Chinese and English. `{slot}` is filled from its facts. */
export type Told = readonly [status: number, zh: string, en: string, zhDetail: string, enDetail: string];
