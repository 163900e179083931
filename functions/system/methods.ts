import { API_BASE, type Contract } from '../http/route.ts';

/**
 * Which methods the contracts take at a path of the API, in the order of the alphabet; none where they know no such path.
 * @param path as the caller sent it, with the API's base
 */
export function methodsAt(contracts: readonly Contract[], path: string): string[] {
  const segments = path.split('/');
  const rows = contracts.flatMap((contract) => Object.values(contract));
  const fits = rows.filter((row) => {
    const pattern = `${API_BASE}${row.path}`.split('/');
    return (
      pattern.length === segments.length &&
      pattern.every((part, i) => (part.startsWith('{') && segments[i] !== '') || part === segments[i])
    );
  });
  return [...new Set(fits.map(({ method }) => method))].sort();
}
