import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Demand } from '../../../../../functions/lists/demands/contract.ts';
import { demandStore } from '../../../../../functions/lists/demands/store.ts';
import type { Project } from '../../../../../functions/lists/projects/contract.ts';
import { ratingsOf } from '../../../../../functions/lists/projects/moves/rated.ts';
import { projectRatings } from '../../../../../functions/lists/projects/moves/store.ts';
import { projectStore } from '../../../../../functions/lists/projects/store.ts';
import { Conflict, openTable, pause, type Table } from '../../../../../functions/table/table.ts';
import { embedded } from '../../../../engine.ts';

let table: Table;
let stop: () => Promise<void>;
beforeAll(async () => {
  const engine = await embedded('lists');
  table = openTable('lists', engine.documents);
  stop = engine.stop;
});
afterAll(() => stop());

const community = '500238001001';
const at = '2026-11-24T02:00:00.000Z';
const omit = (demand: Demand): Omit<Demand, 'rating'> => {
  const copy = { ...demand };
  delete copy.rating;
  return copy;
};
const answered = (demand: Demand, transition: string, rating?: number): Demand => {
  const step = { transition, from: 'done' as const, to: 'rated' as const, role: 'resident', at };
  const history = [...demand.history, step];
  const given = rating === undefined ? {} : { rating };
  return { ...omit(demand), ...given, history, version: demand.version + 1 };
};
const demand = (n: number): Demand => ({
  id: `01jd3z8k6q4v5w7x9y0abcdef${n}`,
  community,
  text: '想要一个书架',
  channel: 'visit',
  state: 'done',
  version: 1,
  submittedAt: at,
  helpers: [],
  followers: 0,
  extensions: 0,
  rounds: 0,
  supervised: false,
  project: 'p-01jd3z8k6q4v5w7x9y0abcdefg',
  history: [],
});

test('an answer that is taken back by "not solved" counts no more; a visit is no resident\'s answer', () => {
  const solved = answered(demand(1), 'solved', 5);
  expect(ratingsOf([solved, answered(demand(2), 'solved')])).toEqual({ answers: 1, sum: 5, solved: 2 });
  expect(ratingsOf([answered(solved, 'reopen')])).toEqual({ answers: 0, sum: 0, solved: 0 });
  expect(ratingsOf([answered(demand(1), 'visit')])).toEqual({ answers: 0, sum: 0, solved: 0 });
});

test('two residents answer at once and the project counts both; a project that is no more counts nothing', async () => {
  const [projects, demands] = [projectStore(table), demandStore(table)];
  const { rated } = projectRatings(projects, demands);
  const both = [demand(1), demand(2)];
  const project: Project = {
    id: 'p-01jd3z8k6q4v5w7x9y0abcdefg',
    community,
    title: '书架',
    category: 'culture',
    unit: { name: '测试单位' },
    demands: both.map(({ id }) => id),
    resources: [],
    delivery: {
      who: '一',
      how: '二',
      where: '三',
      from: '2026-11-01',
      until: '2026-11-30',
      cost: 0,
      helpers: [],
      grants: [],
    },
    milestones: [],
    sessions: [],
    links: {},
    ratings: { answers: 0, sum: 0, solved: 0 },
    state: 'done',
    history: [],
    version: 1,
  };
  await table.commit([projects.save(project), ...both.map((each) => demands.save(each))]);
  const answer = async (id: string, rating: number): Promise<void> => {
    for (let tries = 1; ; tries++) {
      const next = answered(await demands.record(community, id), 'solved', rating);
      try {
        return await table.commit([demands.save(next), ...(await rated(next))]);
      } catch (error) {
        if (!(error instanceof Conflict)) throw error;
        await pause(tries);
      }
    }
  };
  await Promise.all([answer(both[0]!.id, 5), answer(both[1]!.id, 2)]);
  expect((await projects.record(community, project.id)).ratings).toEqual({ answers: 2, sum: 7, solved: 2 });
  expect(await rated({ ...both[0]!, project: 'demo' })).toEqual([]);
});
