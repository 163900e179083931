import type { Editor } from './editor.svelte.ts';
import type { Base } from './load.ts';

interface Kept {
  readonly at: string;
  readonly grids: number;
  /** Building id to grid; those in the bucket are left out. */
  readonly assignment: Readonly<Record<string, number>>;
}

const keyOf = (community: string): string => `workspace-${community}`;

/** Keeps unsaved work on this device (buildings and grids only), once a pause in painting; forgets it when all is saved. */
export function keepUnsaved(community: string, editor: Editor, dirty: boolean): (() => void) | undefined {
  void editor.revision;
  if (!dirty) return undefined;
  const timer = setTimeout(() => {
    const { part, grids } = editor.painting;
    const pairs = editor.buildings.flatMap(({ id }, i) => (part[i]! < 0 ? [] : [[id, part[i]!] as const]));
    const kept: Kept = { at: new Date().toISOString(), grids, assignment: Object.fromEntries(pairs) };
    try {
      localStorage.setItem(keyOf(community), JSON.stringify(kept));
    } catch {
      // A device that keeps nothing still paints and saves.
    }
  }, 1000);
  return () => clearTimeout(timer);
}

export function forgetUnsaved(community: string): void {
  try {
    localStorage.removeItem(keyOf(community));
  } catch {
    // Nothing was kept.
  }
}

/** Unsaved work of this community on this device, for these buildings. */
export function unsavedOf(community: string, editor: Editor): (Base & { readonly at: string }) | undefined {
  try {
    const kept = JSON.parse(localStorage.getItem(keyOf(community)) ?? 'null') as Kept | null;
    if (!kept || !Number.isInteger(kept.grids) || kept.grids < 1 || kept.grids > 999) return undefined;
    const grids = new Map(Object.entries(kept.assignment));
    const part = Int32Array.from(editor.buildings, ({ id }) => {
      const grid = grids.get(id);
      return grid !== undefined && Number.isInteger(grid) && grid >= 0 && grid < kept.grids ? grid : -1;
    });
    return part.every((grid, i) => grid === editor.painting.part[i])
      ? undefined
      : { part, grids: kept.grids, at: kept.at };
  } catch {
    return undefined;
  }
}
