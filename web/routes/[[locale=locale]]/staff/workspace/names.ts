import type { Building } from '../../../../../functions/grids/buildings/contract.ts';
import { UNASSIGNED } from '../../../../../functions/grids/workspace/painting.ts';
import type { WorkspaceWords } from '../../../../words/workspace.ts';

export const gridName = (words: WorkspaceWords, grid: number): string =>
  grid === UNASSIGNED ? words.grids.bucket : words.grids.name(String(grid + 1));

export const buildingName = ({ name, id }: Pick<Building, 'name' | 'id'>): string => name ?? id;
