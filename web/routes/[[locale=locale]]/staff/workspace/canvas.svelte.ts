import { landOf } from '../../../../../functions/grids/workspace/land.ts';
import { middleOf } from '../../../../../functions/grids/workspace/standing.ts';
import type { MapView, PaintMap, Place } from '../../../../map/paint-map.ts';
import { themeOf, watchTheme } from '../../../../map/theme.ts';
import type { Editor } from './editor.svelte.ts';

/** The map of a painting, once it is loaded; it follows the editor. */
export function openCanvas(editorOf: () => Editor, hostOf: () => HTMLElement | undefined) {
  let map = $state.raw<PaintMap>();
  let failed = $state(false);
  $effect(() => {
    const host = hostOf();
    if (!host) return undefined;
    const { buildings, painting } = editorOf();
    let gone = false;
    let opened: PaintMap | undefined;
    const open = async (): Promise<void> => {
      const { paintMap } = await import('../../../../map/paint-map.ts');
      const places = buildings.map(({ lng, lat }): Place => [lng, lat]);
      opened = await paintMap(host, places, landOf(painting.layout), themeOf(host));
      if (gone) opened.close();
      else map = opened;
    };
    open().catch(() => (failed = true));
    const stop = watchTheme(() => opened?.recolour(themeOf(host)));
    return () => {
      gone = true;
      stop();
      opened?.close();
    };
  });
  $effect(() => {
    const editor = editorOf();
    void editor.revision;
    map?.show(viewOf(editor));
  });
  $effect(() => {
    const { cursor, buildings } = editorOf();
    const building = cursor === undefined ? undefined : buildings[cursor];
    if (building) map?.bringIn([building.lng, building.lat]);
  });
  return {
    get map() {
      return map;
    },
    get failed() {
      return failed;
    },
  };
}

function viewOf({ painting, buildings, colourOf, cursor, moved, standing }: Editor): MapView {
  const labels = standing.grids.flatMap(({ grid, fit, pieces, locked }) => {
    const middle = middleOf(painting, grid);
    if (middle === undefined) return [];
    const { lng, lat } = buildings[middle]!;
    const tone = [fit !== 'within' || pieces > 1 ? 'late' : '', locked ? 'locked' : ''].filter(Boolean).join(' ');
    return [{ at: [lng, lat] as const, text: String(grid + 1), tone }];
  });
  return {
    colour: Int32Array.from(painting.part, colourOf),
    part: painting.part,
    stray: painting.stray,
    locked: painting.part.map((grid, i) =>
      painting.lockedBuilding[i] || (grid >= 0 && painting.lockedGrid[grid]) ? 1 : 0,
    ),
    moved,
    cursor,
    labels,
  };
}
