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

/**
 * The first rows of a list that the API gives by skipping, as many as wanted or as there are, with what the last answer says of the list.
 * @param most rows that one answer holds at most
 */
export async function firstRows<Answer extends { readonly items: readonly unknown[] }>(
  wanted: number,
  most: number,
  ask: (skip: number, count: number) => Promise<{ readonly body: Answer }>,
): Promise<Answer> {
  let read: Answer | undefined;
  for (;;) {
    const skip = read?.items.length ?? 0;
    const count = Math.min(most, wanted - skip);
    const { body } = await ask(skip, count);
    read = { ...body, items: [...(read?.items ?? []), ...body.items] };
    if (body.items.length < count || read.items.length >= wanted) return read;
  }
}
