import { createContext } from 'svelte';
import type { StaffWords } from '../../../words/staff-zh.ts';
import { failureOf, type Failure } from './failure.ts';

interface Ways {
  /** Reads what stands now. */
  readonly read: () => Promise<void>;
  /** The id of the field by pointer into a request. */
  readonly fields: Readonly<Record<string, string>>;
  readonly words: () => StaffWords;
}

/** What a desk's forms share: do something, say what came of it, and show what stands then. */
export class Desk {
  failure = $state.raw<Failure>();
  said = $state('');
  readonly #ways: Ways;

  constructor(ways: Ways) {
    this.#ways = ways;
  }

  /** @returns whether it was done */
  async act(task: () => Promise<string>): Promise<boolean> {
    [this.failure, this.said] = [undefined, ''];
    let said: string | undefined;
    try {
      said = await task();
    } catch (error) {
      this.failure = failureOf(error, this.#ways.fields, this.#ways.words());
    }
    // Forms are made anew by what stands then: said earlier, somebody might fill in one that is about to go.
    await this.load();
    this.said = said ?? '';
    return said !== undefined;
  }

  async load(): Promise<void> {
    try {
      await this.#ways.read();
    } catch (error) {
      this.failure = failureOf(error, {}, this.#ways.words());
    }
  }
}

export const [useDesk, provideDesk] = createContext<Desk>();
