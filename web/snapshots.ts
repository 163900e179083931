import { error } from '@sveltejs/kit';

/**
 * Reads the public snapshot that a page shows.
 * @throws 404 when there is none, so that an unknown code gives the error page
 */
export async function read<T>(platform: Readonly<App.Platform> | undefined, path: string): Promise<T> {
  const snapshot = await platform?.snapshot(path);
  if (snapshot === undefined || snapshot === null) error(404);
  return snapshot as T;
}
