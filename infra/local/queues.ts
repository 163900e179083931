import { appendFile, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Names } from './names.ts';

/** Sends a message to a queue, by its ARN. */
export type Send = (arn: string, message: unknown) => Promise<void>;

/** The template's SQS queues as files, one JSON message a line: they only ever hold what failed for good. */
export function openQueues(names: Names, folder: string): Send {
  const files = new Map(
    names.all('AWS::SQS::Queue').map(({ id }) => [names.arn(id), join(folder, `${names.ref(id)}.jsonl`)]),
  );
  return async (arn, message) => {
    const file = files.get(arn);
    if (!file) throw new Error(`the template holds no queue ${arn}`);
    await mkdir(dirname(file), { recursive: true });
    await appendFile(file, `${JSON.stringify(message)}\n`);
  };
}
