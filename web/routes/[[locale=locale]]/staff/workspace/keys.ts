import { UNASSIGNED } from '../../../../../functions/grids/workspace/painting.ts';
import { towards } from '../../../../../functions/grids/workspace/reach.ts';
import { number } from '../../../../words/format.ts';
import type { Locale } from '../../../../words/words.ts';
import type { WorkspaceWords } from '../../../../words/workspace.ts';
import type { PaintMap } from '../../../../map/paint-map.ts';
import type { Editor, Outcome } from './editor.svelte.ts';
import { buildingName, gridName } from './names.ts';

export interface Board {
  readonly editor: Editor;
  readonly words: WorkspaceWords;
  readonly locale: Locale;
  readonly say: (text: string) => void;
  readonly tell: (outcome: Outcome, grid?: number) => void;
  readonly map: PaintMap | undefined;
}

/** What a key did; undefined for a key that means nothing here. */
export type Move = 'cursor' | 'paint' | 'target' | 'lock' | 'history' | 'view';

const ways: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/** Does what a key on the map means. */
export function keyOf(event: KeyboardEvent, board: Board): Move | undefined {
  const { editor, map } = board;
  if (event.ctrlKey || event.metaKey) return history(event, board);
  if (event.altKey) return undefined;
  const way = ways[event.key];
  if (way) return go(way, board);
  if (event.key === 'Enter' || event.key === ' ') return paintCursor(board, editor.grid);
  if (event.key === 'u' || event.key === 'U') return paintCursor(board, UNASSIGNED);
  if (event.key === 'l' || event.key === 'L') return lock(board);
  if (event.key === 'n' || event.key === 'N') return problem(board);
  if (event.key === '[' || event.key === ']') return target(board, editor.grid + (event.key === ']' ? 1 : -1));
  if (/^[1-9]$/.test(event.key)) return target(board, Number(event.key) - 1);
  if (event.key === '+' || event.key === '=') return (map?.zoom(1), 'view');
  if (event.key === '-') return (map?.zoom(-1), 'view');
  return undefined;
}

function history(event: KeyboardEvent, { editor, words, say }: Board): Move | undefined {
  const key = event.key.toLowerCase();
  if (key === 'y' || (key === 'z' && event.shiftKey)) {
    if (editor.redo()) say(words.tools.redone);
    return 'history';
  }
  if (key !== 'z') return undefined;
  if (editor.undo()) say(words.tools.undone);
  return 'history';
}

function go(way: readonly [number, number], board: Board): Move {
  const { editor, words, say } = board;
  const next = editor.cursor === undefined ? 0 : towards(editor.index, editor.cursor, way);
  if (next === undefined) say(words.said.edge);
  else {
    editor.cursor = next;
    describe(board);
  }
  return 'cursor';
}

function describe({ editor, words, locale, say }: Board): void {
  const at = editor.cursor;
  if (at === undefined) return;
  const households = number(editor.painting.layout.weight[at]!, locale);
  const grid = gridName(words, editor.painting.part[at]!);
  say(words.said.building(buildingName(editor.buildings[at]!), households, grid));
}

function paintCursor({ editor, tell }: Board, grid: number): Move | undefined {
  if (editor.cursor === undefined) return undefined;
  tell(editor.assign([editor.cursor], grid), grid);
  return 'paint';
}

function lock({ editor, words, say }: Board): Move | undefined {
  const at = editor.cursor;
  if (at === undefined) return undefined;
  const locked = editor.painting.lockedBuilding[at] !== 1;
  editor.lock([at], locked);
  const name = buildingName(editor.buildings[at]!);
  say(locked ? words.said.locked(name) : words.said.unlocked(name));
  return 'lock';
}

function problem(board: Board): Move {
  if (board.editor.nextProblem() === undefined) board.say(board.words.tools.noProblem);
  else describe(board);
  return 'cursor';
}

function target({ editor, words, say }: Board, grid: number): Move {
  if (grid >= UNASSIGNED && grid < editor.painting.grids) {
    editor.grid = grid;
    say(words.said.target(gridName(words, grid)));
  }
  return 'target';
}
