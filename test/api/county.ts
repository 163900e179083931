import { assignments } from '../../functions/grids/assignments/contract.ts';
import { buildings } from '../../functions/grids/buildings/contract.ts';
import { divisions } from '../../functions/grids/divisions/contract.ts';
import { jobs } from '../../functions/grids/jobs/contract.ts';
import { plans } from '../../functions/grids/plans/contract.ts';
import { client } from '../../functions/http/client.ts';
import { as } from './as.ts';

/** A county of the tests' own beside the demo: its officer is the demo person 'elsewhere'. */
export const OFFICER = 'elsewhere';

/** The typed clients of a caller, by name. */
export const api = async (name: string, language: 'zh-CN' | 'en' = 'en') => {
  const options = { ...(await as(name)), language };
  return {
    divisions: client(divisions, options),
    buildings: client(buildings, options),
    plans: client({ ...plans, ...assignments, ...jobs }, options),
  };
};

/** Imports one community of the tests' county; each test takes a serial of its own. */
export async function community(serial: number): Promise<string> {
  const code = `500238001${String(serial).padStart(3, '0')}`;
  const { divisions: importing } = await api(OFFICER);
  await importing.importDivisions({
    params: { division: '500238' },
    query: { name: '巫溪县' },
    upload: { type: 'text/csv', text: `code,name\n500238001,测试街道\n${code},测试${serial}社区` },
  });
  return code;
}

/** A block of buildings, `columns` by `rows`, 40 m apart, ten households each. */
export const blockCsv = (columns: number, rows: number, households = 10): string => {
  const lines = ['id,name,lng,lat,households'];
  for (let i = 0; i < columns * rows; i++) {
    lines.push(
      `b${String(i).padStart(4, '0')},测试小区${i + 1}栋,${109.63 + (i % columns) * 0.00042},${31.39 + Math.floor(i / columns) * 0.00036},${households}`,
    );
  }
  return lines.join('\n');
};

/** A community with a block of buildings. */
export async function settled(serial: number, columns = 6, rows = 4): Promise<string> {
  const code = await community(serial);
  const { buildings: importing } = await api(OFFICER);
  await importing.importBuildings({
    params: { community: code },
    upload: { type: 'text/csv', text: blockCsv(columns, rows) },
  });
  return code;
}
