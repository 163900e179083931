import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { renderer } from '../../functions/publish/render.ts';
import { snapshots } from './county.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.geojson': 'application/geo+json; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** Serves the built site with the pages of the small county, to look at it without a stack. */
export async function serveSite(): Promise<{ base: string; close(): void }> {
  const files = snapshots();
  const render = renderer((path) => Promise.resolve(files.get(path)));
  const answer = async (path: string): Promise<[status: number, type: string, body: string | Buffer]> => {
    const data = files.get(path.slice(1));
    if (data !== undefined) return [200, types[extname(path)]!, JSON.stringify(data)];
    const built = await readFile(join('.build/site', path.endsWith('/') ? `${path}index.html` : path)).catch(
      () => undefined,
    );
    if (built) return [200, types[extname(path) || '.html'] ?? 'application/octet-stream', built];
    const { status, html } = await render(path);
    return status === 200
      ? [200, types['.html']!, html]
      : [404, types['.html']!, await readFile('.build/site/404.html')];
  };
  const server = createServer((request, response) => {
    void answer(decodeURI(new URL(request.url ?? '/', 'http://localhost').pathname)).then(([status, type, body]) => {
      response.writeHead(status, { 'content-type': type }).end(body);
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return { base: `http://localhost:${port}`, close: () => server.close() };
}
