/** Lines for the person at the keyboard: what starts, how long it took, what failed. */
export interface Console {
  readonly log: (line: string) => void;
  readonly failed: (line: string) => void;
  readonly ready: (line: string) => void;
}

/** @param began when the command was given, in milliseconds of performance.now() */
export function openConsole(began: number, out: NodeJS.WritableStream, error: NodeJS.WritableStream): Console {
  const seconds = (): string => `${((performance.now() - began) / 1_000).toFixed(1).padStart(5)} s`;
  return {
    log: (line) => void out.write(`${seconds()}  ${line}\n`),
    failed: (line) => void error.write(`${seconds()}  ! ${line}\n`),
    ready: (line) => void out.write(`\n${line}\n`),
  };
}
