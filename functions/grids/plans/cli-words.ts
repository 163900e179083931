import type { Refusal } from '../../http/refusal.ts';
import type { Exception } from './partition-exceptions.ts';

const refusals: Readonly<Record<string, string>> = {
  'no-buildings': 'there are no buildings 没有楼栋',
  'no-households': 'no building has households, so there is nothing to share out 所有楼栋都没有户数',
  'bad-grids': '--grids is a whole number of 1 or more 网格数应为正整数',
  'bad-tolerance': '--tolerance is a number from 0 to 1 容差应在 0 到 1 之间',
  'bad-seed': '--seed is a whole number 种子应为整数',
  'more-grids-than-buildings': '{buildings} buildings cannot make {grids} grids 楼栋比网格少',
  'more-islands-than-grids':
    'the neighbour graph falls into {islands} pieces without edges between them, more than {grids} grids 邻接图不连通，片数多于网格数',
  'bad-table': 'the table lacks the column {column}, or row {row} holds no number there 表格缺列或有非数字',
  'bad-edge': 'an edge names a building that is not among the nodes 边所指的楼栋不存在',
  'bad-coordinates': 'a building has no valid position 坐标无效',
  'bad-households': 'a building has no valid number of households 户数无效',
  'bad-polygon': 'a polygon holds a coordinate that is no number 多边形坐标无效',
  'bad-map': 'the file is no GeoJSON FeatureCollection of points or polygons 不是点或面的 GeoJSON',
  'duplicate-building': 'two buildings have the id {building} 楼栋编号重复',
  'file-unwritable': 'the file cannot be written: {reason} 无法写入文件',
  'file-unreadable': 'the file cannot be read: {reason} 无法读取文件',
};

/** A refusal in one line: its name, where, and in words. */
export function refusalLine({ refusal, pointer, facts }: Refusal): string {
  const sentence = (refusals[refusal] ?? '').replace(/\{(\w+)\}/g, (_, name: string) => String(facts[name] ?? '…'));
  const details = Object.keys(facts).length > 0 ? ` ${JSON.stringify(facts)}` : '';
  return `${refusal}${pointer ? ` at ${pointer}` : ''}: ${sentence}${details}`;
}

const reasons: Readonly<Record<Exception['reason'], string>> = {
  'heavy-building': 'a building in it alone is more than a grid may hold',
  locked: 'what is locked to it is more than a grid may hold',
  'others-heavy': 'buildings of more than a grid elsewhere leave less than a grid for each other one',
  island: 'its piece of the graph cannot be shared evenly by any number of grids',
  neck: 'what lies behind one building of its place fills no whole number of grids, and the rest is too much for its own',
  'no-exchange': 'no move, exchange or chain of moves was found that betters it',
};

/** Why a grid is not within the tolerance, in words. */
export const whyOf = ({ reason }: Exception): string => reasons[reason];
