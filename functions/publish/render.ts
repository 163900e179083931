import { server } from '#renderer';

export interface Rendered {
  readonly status: number;
  readonly html: string;
}

let ready: Promise<void> | undefined;

/**
 * Renders pages of the site from snapshots, by SvelteKit's own server instance.
 * @param snapshot the JSON of a snapshot by its bucket path; undefined when there is none
 * @returns `render('/communities/500229001002/')`; the same snapshots and build give the same bytes, an unknown code
 *   gives status 404 and is to be stored as nothing
 */
export function renderer(snapshot: (path: string) => Promise<unknown>): (sitePath: string) => Promise<Rendered> {
  return async (sitePath) => {
    await (ready ??= server.init({ env: {} }));
    const response = await server.respond(new Request(new URL(sitePath, 'http://site.invalid')), {
      getClientAddress: () => '127.0.0.1',
      platform: { snapshot },
    });
    return { status: response.status, html: plain(withPolicy(await response.text(), response.headers)) };
  };
}

/** Public pages never hydrate, so the marks that hydration would look for are left out. */
const plain = (html: string): string => html.replace(/<!--(?:\[-?\d*|\[!|\]|[a-z\d]{4,8}|)-->/g, '');

/** A stored page loses its headers, so its content security policy moves into the document. */
function withPolicy(html: string, headers: Headers): string {
  const policy = headers.get('content-security-policy');
  if (!policy) return html;
  const content = policy.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  return html.replace(
    '<meta charset="utf-8" />',
    (charset) => `${charset}\n    <meta http-equiv="content-security-policy" content="${content}" />`,
  );
}
