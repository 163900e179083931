/** A public snapshot by its path; undefined where none is published. @throws TypeError where the network fails */
export async function openData<T>(path: string): Promise<T | undefined> {
  const response = await fetch(`/${path}`);
  return response.ok ? ((await response.json()) as T) : undefined;
}
