import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

/** A request as the parts of the local stack hand it to one another. */
export interface Request {
  readonly method: string;
  /** As it came over the wire, percent-encoded. */
  readonly path: string;
  /** Without the question mark. */
  readonly query: string;
  /** Lower-case names; repeated headers joined by a comma (cookies by '; '). */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly sourceIp: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: Buffer;
}

export type Service = (request: Request) => Promise<Answer>;

/** A JSON answer. */
export const json = (status: number, value: unknown, headers: Answer['headers'] = {}): Answer => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: Buffer.from(JSON.stringify(value)),
});

/** A header's value, the last one where it stands several times. */
export function header(answer: Answer, name: string): string | undefined {
  const value = answer.headers[name];
  return typeof value === 'string' ? value : value?.at(-1);
}

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** Serves one service over node's HTTP; a thrown error is logged by `failed` and answered as 502. */
export function adapt(service: Service, failed: (error: unknown) => void): Handler {
  return (incoming, outgoing) => {
    readRequest(incoming)
      .then(service)
      .catch((error: unknown) => {
        failed(error);
        return json(502, { message: 'Bad Gateway' });
      })
      .then((answer) => send(outgoing, answer, incoming.method === 'HEAD'))
      .catch(() => outgoing.destroy());
  };
}

/** More than any part takes: what is longer is cut here and refused there. */
const LONGEST_BODY = 32 * 1024 * 1024;

async function readRequest(incoming: IncomingMessage): Promise<Request> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    if (length < LONGEST_BODY) chunks.push(chunk);
    length += chunk.length;
  }
  const target = incoming.url ?? '/';
  const question = target.indexOf('?');
  return {
    method: incoming.method ?? 'GET',
    path: question < 0 ? target : target.slice(0, question),
    query: question < 0 ? '' : target.slice(question + 1),
    headers: Object.fromEntries(
      Object.entries(incoming.headersDistinct).map(([name, values = []]) => [
        name,
        values.join(name === 'cookie' ? '; ' : ','),
      ]),
    ),
    body: Buffer.concat(chunks),
    sourceIp: incoming.socket.remoteAddress?.replace(/^::ffff:/, '') ?? '127.0.0.1',
  };
}

function send(outgoing: ServerResponse, answer: Answer, head: boolean): void {
  for (const [name, value] of Object.entries(answer.headers)) {
    if (name === 'content-length' || name === 'transfer-encoding' || name === 'connection') continue;
    outgoing.setHeader(name, typeof value === 'string' ? value : [...value]);
  }
  const bodiless = answer.status === 204 || answer.status === 304;
  if (!bodiless)
    outgoing.setHeader(
      'content-length',
      head ? (header(answer, 'content-length') ?? answer.body.length) : answer.body.length,
    );
  outgoing.writeHead(answer.status);
  outgoing.end(head || bodiless ? undefined : answer.body);
}

export interface Listening {
  readonly port: number;
  readonly close: () => Promise<void>;
}

/**
 * Listens on the loopback only, on IPv4 and, where the machine has it, on IPv6: `localhost` may mean either.
 * @param port 0 takes a free one
 * @throws the EADDRINUSE of node when the port is taken
 */
export async function listen(port: number, handler: Handler): Promise<Listening> {
  const first = await open(port, '127.0.0.1', handler);
  const found = (first.address() as { port: number }).port;
  const second = await open(found, '::1', handler).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') return undefined;
    first.close();
    throw error;
  });
  const servers = second ? [first, second] : [first];
  return {
    port: found,
    close: async () => {
      await Promise.all(servers.map(close));
    },
  };
}

function open(port: number, host: string, handler: Handler): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer({ keepAliveTimeout: 5_000, maxHeaderSize: 32_768 }, handler);
    server.once('error', reject);
    server.listen({ port, host, exclusive: true }, () => resolve(server));
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), 2_000).unref();
  });
}
