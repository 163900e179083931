import { API_BASE, type Contract } from './route.ts';

/**
 * Finds which methods contracts take at a path of the API, in the order of the alphabet; none where they know no such path.
 * As at the gateway the most literal pattern counts alone: `/plans/drawn` is no plan.
 */
export function methodsOf(contracts: readonly Contract[]): (path: string) => readonly string[] {
  const patterns = contracts
    .flatMap((contract) => Object.values(contract))
    .map(({ method, path }) => ({ method, parts: `${API_BASE}${path}`.split('/') }));
  return (path) => {
    const segments = path.split('/');
    const fits = patterns
      .filter(
        ({ parts }) =>
          parts.length === segments.length &&
          parts.every((part, i) => (isNamed(part) && segments[i] !== '') || part === segments[i]),
      )
      .map(({ method, parts }) => ({ method, rank: parts.map((part) => (isNamed(part) ? 1 : 0)).join('') }));
    const best = fits.map(({ rank }) => rank).sort()[0];
    return [...new Set(fits.filter(({ rank }) => rank === best).map(({ method }) => method))].sort();
  };
}

const isNamed = (part: string): boolean => part.startsWith('{');
