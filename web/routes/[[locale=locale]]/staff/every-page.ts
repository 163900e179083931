/** All items of a list that the API gives page by page. */
export async function everyPage<Item>(
  ask: (cursor: { cursor?: string }) => Promise<{
    readonly body: { readonly items: readonly Item[]; readonly next?: string | undefined };
  }>,
): Promise<Item[]> {
  const all: Item[] = [];
  let cursor: string | undefined;
  do {
    const { body } = await ask(cursor === undefined ? {} : { cursor });
    all.push(...body.items);
    cursor = body.next;
  } while (cursor !== undefined);
  return all;
}
