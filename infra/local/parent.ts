import { readFileSync } from 'node:fs';

/**
 * Calls back when the npm that started us is gone, even if it was killed and could tell nobody. Outside of npm, does
 * nothing: a process may outlive its terminal on purpose.
 */
export function watchParent(gone: () => void): void {
  if (process.env['npm_lifecycle_event'] === undefined) return;
  const chain = ancestors();
  const timer = setInterval(() => {
    if (ancestors().join() === chain.join()) return;
    clearInterval(timer);
    gone();
  }, 500);
  timer.unref();
}

/** Our parent, and its parent where the first is npm's shell. */
function ancestors(): number[] {
  const parent = process.ppid;
  try {
    const [, name = '', grandparent = ''] =
      /^\d+ \((.*)\) \S (\d+)/.exec(readFileSync(`/proc/${parent}/stat`, 'utf8')) ?? [];
    return /^(sh|bash|dash)$/.test(name) ? [parent, Number(grandparent)] : [parent];
  } catch {
    return [parent];
  }
}
