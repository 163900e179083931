/** Which route of an HTTP API a request takes. */
export interface RouteKey {
  /** 'GET /grids/{grid}', 'ANY /{proxy+}' or '$default'. */
  readonly key: string;
}

/** Path parameters are percent-decoded. */
export interface Match<R extends RouteKey> {
  readonly route: R;
  readonly parameters: Readonly<Record<string, string>>;
}

/**
 * Picks the most specific route, as API Gateway does: segment by segment a literal beats {name} beats {name+}, a named
 * method beats ANY, $default comes last.
 */
export function matchRoute<R extends RouteKey>(
  routes: readonly R[],
  method: string,
  path: string,
): Match<R> | undefined {
  const segments = path.split('/').slice(1);
  let best: { rank: string; match: Match<R> } | undefined;
  for (const route of routes) {
    const [wanted = '', pattern] = route.key.split(' ');
    if (pattern === undefined || (wanted !== 'ANY' && wanted !== method)) continue;
    const found = fit(pattern.split('/').slice(1), segments);
    if (!found) continue;
    const rank = `${found.rank}${wanted === 'ANY' ? '1' : '0'}`;
    if (!best || rank < best.rank) best = { rank, match: { route, parameters: found.parameters } };
  }
  const last = routes.find(({ key }) => key === '$default');
  return best?.match ?? (last && { route: last, parameters: {} });
}

/** @returns the parameters, and a rank that sorts the more specific pattern first: 0 literal, 1 {name}, 2 {name+} a segment */
function fit(pattern: readonly string[], segments: readonly string[]) {
  const parameters: Record<string, string> = {};
  let rank = '';
  for (const [i, part] of pattern.entries()) {
    const [, name, greedy] = /^\{([^}+]+)(\+?)\}$/.exec(part) ?? [];
    const given = greedy ? segments.slice(i).join('/') : segments[i];
    if (given === undefined || (name === undefined ? given !== part : given === '')) return undefined;
    rank += greedy ? '2' : name === undefined ? '0' : '1';
    if (name !== undefined) parameters[name] = decode(given);
    if (greedy) return { parameters, rank };
  }
  return segments.length === pattern.length ? { parameters, rank } : undefined;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
