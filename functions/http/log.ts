/** What is logged of a request: never an address, a body, a header or a person's name. */
export interface RequestLine {
  readonly requestId: string;
  readonly operation: string;
  readonly status: number;
  readonly ms: number;
  readonly client?: string;
  readonly refusal?: string;
}

/** One JSON line a request; CloudWatch reads it as it is. */
export function logRequest(line: RequestLine): void {
  console.log(JSON.stringify({ level: line.status >= 500 ? 'ERROR' : 'INFO', ...line }));
}

/** A fault of ours: its kind and stack, without the values that caused it (messages may quote input). */
export function logFault(requestId: string, operation: string, error: unknown): void {
  const fault =
    error instanceof Error
      ? { name: error.name, stack: frames(error), cause: causeName(error) }
      : { name: typeof error };
  console.error(JSON.stringify({ level: 'ERROR', requestId, operation, ...fault }));
}

const frames = (error: Error): string[] =>
  (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .map((line) => line.trim());

const causeName = (error: Error): string | undefined => (error.cause instanceof Error ? error.cause.name : undefined);
