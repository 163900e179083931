/**
 * A set of records after an import: 'merge' keeps stored ones that the file lacks, 'replace' drops them.
 * @returns the set in the order of ids, how many incoming ones were new or changed something, and how many were dropped
 */
export function mergeById<T extends { readonly id: string }>(
  stored: readonly T[],
  incoming: readonly T[],
  mode: 'merge' | 'replace',
) {
  const before = new Map(stored.map((record) => [record.id, JSON.stringify(record)]));
  const after = new Map(mode === 'merge' ? stored.map((record) => [record.id, record]) : []);
  for (const record of incoming) after.set(record.id, record);
  return {
    set: [...after.values()].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)),
    changed: incoming.filter((record) => before.get(record.id) !== JSON.stringify(record)).length,
    dropped: stored.filter(({ id }) => !after.has(id)).length,
  };
}
