import type { Hours } from '../../functions/lists/resources/contract.ts';
import type { ResourceWords } from '../words/resources-zh.ts';

/** [1,2,3,4,5], 09:00, 17:00 -> '周一至周五 09:00–17:00' */
export function hoursText({ days, from, until }: Hours, words: ResourceWords): string {
  const sorted = [...new Set(days)].sort((a, b) => a - b);
  return `${daysText(sorted, words)} ${from}–${until}`;
}

/** Days of the week in words: runs of three and more from first to last. */
export function daysText(sorted: readonly number[], words: ResourceWords): string {
  if (sorted.length === 7) return words.everyDay;
  const runs: number[][] = [];
  for (const day of sorted) {
    const run = runs.at(-1);
    if (run && run.at(-1) === day - 1) run.push(day);
    else runs.push([day]);
  }
  const name = (day: number): string => words.weekdays[day] ?? '';
  const parts = runs.flatMap((run) =>
    run.length > 2 ? [words.through(name(run[0]!), name(run.at(-1)!))] : run.map(name),
  );
  return parts.join(words.kinds['service'] === '服务' ? '、' : ', ');
}
