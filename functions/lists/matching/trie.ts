/** A trie over UTF-16 units; `value` is the payload of a word that ends at the node. */
export interface Trie<V> {
  readonly next: Map<number, Trie<V>>;
  value: V | undefined;
}

export const emptyTrie = <V>(): Trie<V> => ({ next: new Map(), value: undefined });

/** The node at which `word` ends, made where it is missing. */
export function nodeFor<V>(root: Trie<V>, word: string): Trie<V> {
  let node = root;
  for (let i = 0; i < word.length; i++) {
    const unit = word.charCodeAt(i);
    let child = node.next.get(unit);
    if (!child) node.next.set(unit, (child = emptyTrie()));
    node = child;
  }
  return node;
}

/** Calls `found` for every word of the trie that starts anywhere in `text` (all overlaps), with its start and length in UTF-16 units. */
export function scan<V>(root: Trie<V>, text: string, found: (value: V, start: number, length: number) => void): void {
  for (let start = 0; start < text.length; start++) {
    let node = root.next.get(text.charCodeAt(start));
    for (let end = start + 1; node; end++) {
      if (node.value !== undefined) found(node.value, start, end - start);
      node = node.next.get(text.charCodeAt(end));
    }
  }
}

/** Replaces, from left to right, the longest word that starts at each place by its payload. */
export function replaceLongest(root: Trie<string>, text: string): string {
  let out = '';
  for (let start = 0; start < text.length;) {
    let node = root.next.get(text.charCodeAt(start));
    let best: string | undefined;
    let bestEnd = start;
    for (let end = start + 1; node; end++) {
      if (node.value !== undefined) [best, bestEnd] = [node.value, end];
      node = node.next.get(text.charCodeAt(end));
    }
    out += best ?? text[start]!;
    start = best === undefined ? start + 1 : bestEnd;
  }
  return out;
}
