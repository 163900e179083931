import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Consumed {
  readonly CapacityUnits?: number;
  readonly ReadCapacityUnits?: number;
  readonly WriteCapacityUnits?: number;
}

const reading = /\.(GetItem|BatchGetItem|Query|Scan|TransactGetItems)$/;
const writing = /\.(PutItem|UpdateItem|DeleteItem|BatchWriteItem|TransactWriteItems)$/;

/** Stands before a DynamoDB engine and adds up the capacity units that the operations through it consume. */
export async function counting(engine: string) {
  let reads = 0;
  let writes = 0;
  const server = createServer((request, response) => {
    void (async () => {
      const operation = String(request.headers['x-amz-target']);
      const counted = reading.test(operation) || writing.test(operation);
      const text = await bodyOf(request);
      const body = counted ? JSON.stringify({ ...JSON.parse(text), ReturnConsumedCapacity: 'TOTAL' }) : text;
      const hop = ['host', 'content-length', 'connection'];
      const headers = Object.fromEntries(Object.entries(request.headers).filter(([name]) => !hop.includes(name)));
      const answer = await fetch(engine, { method: 'POST', headers: headers as Record<string, string>, body });
      const answered = await answer.text();
      if (counted && answer.ok) {
        const { ConsumedCapacity: all } = JSON.parse(answered) as { ConsumedCapacity?: Consumed | Consumed[] };
        for (const each of [all ?? []].flat()) {
          if (reading.test(operation)) reads += each.CapacityUnits ?? 0;
          else writes += each.CapacityUnits ?? 0;
        }
      }
      response.writeHead(answer.status, { 'content-type': 'application/x-amz-json-1.0' }).end(answered);
    })().catch((error: unknown) => response.destroy(error as Error));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    units: () => ({ reads, writes }),
    reset: () => {
      reads = 0;
      writes = 0;
    },
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
