import { Refusal } from '../../functions/http/refusal.ts';
import type { Rules } from '../../functions/fund/rules/contract.ts';
import { matchOfOwn } from '../../functions/fund/rules/match.ts';
import { fenOf } from '../fund/fen.ts';

/** The dry run of a fund's page: "you raise 2,000, the fund adds 3,000". */

interface Given {
  readonly rules: Rules;
  readonly pool: number;
  readonly says: string;
  readonly limits: Readonly<Record<string, string>>;
  readonly bad: string;
}

const form = document.querySelector<HTMLFormElement>('[data-calculator]');
const field = form?.querySelector('input');
const said = form?.querySelector('[data-said]');

const yuan = (fen: number): string =>
  (fen / 100).toLocaleString('en', { minimumFractionDigits: fen % 100 === 0 ? 0 : 2, maximumFractionDigits: 2 });

function answer(given: Given, text: string): string {
  const own = fenOf(text);
  if (own === undefined || own < 100) return given.bad;
  try {
    const { fund, cost, limitedBy } = matchOfOwn(own, given.rules, { pool: given.pool, grantedThisYear: 0 });
    const sentence = given.says.replace('{own}', yuan(own)).replace('{fund}', yuan(fund)).replace('{cost}', yuan(cost));
    return limitedBy === 'ratio' ? sentence : `${sentence} ${given.limits[limitedBy] ?? ''}`;
  } catch (error) {
    if (error instanceof Refusal) return given.bad;
    throw error;
  }
}

form?.addEventListener('submit', (event) => {
  event.preventDefault();
  if (field && said) said.textContent = answer(JSON.parse(form.dataset['calculator'] ?? '') as Given, field.value);
});
