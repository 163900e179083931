import { expect, inject, test } from 'vitest';
import { type Caller, permits, scopeOf } from '../../functions/http/policy.ts';
import { API_BASE, type Route } from '../../functions/http/route.ts';
import { pillars } from '../../functions/pillars.ts';
import { callers, tokenOf } from './as.ts';

const base = inject('base');

const rows = Object.entries(pillars).flatMap(([pillar, contract]) =>
  Object.entries<Route>(contract).map(([name, row]) => ({ pillar, name, row })),
);

/** Values of path parameters on a division; what they name need not exist: the judge comes first. */
const filled = (path: string, county: string): string =>
  path
    .replace('{division}', county)
    .replace('{community}', `${county}001002`)
    .replace('{fund}', county === '500229' ? 'fund-500229' : 'fund-500999')
    .replace(/\{(slip|application)\}/, 'app-none')
    .replace(/\{(code|demand)\}/, '01jd3z8k6q4v5w7x9y0abcdefg')
    .replace('{meeting}', `${county}001002-01JD3Z8K6Q4V5W7X9Y0ABCDEFG`)
    .replace('{plan}', '01JD3Z8K6Q4V5W7X9Y0ABCDEFG')
    .replace('{job}', '01JD3Z8K6Q4V5W7X9Y0ABCDEFG')
    .replace('{grid}', `${county}001002001`);

/** An empty request: whoever may call is refused for its content or answered, but neither 401 nor 403. */
const call = (row: Route, county: string, token: string | undefined) =>
  fetch(base + API_BASE + filled(row.path, county), {
    method: row.method,
    headers: { ...(token && { authorization: `Bearer ${token}` }) },
  });

const divisionIn = (row: Route, county: string): string | undefined =>
  /\{(community|grid|meeting)\}/.test(row.path)
    ? `${county}001002`
    : /\{(division|fund)\}/.test(row.path)
      ? county
      : undefined;

test.each(rows)('$pillar.$name: nobody without a token, unless it is open to anyone', async ({ row }) => {
  const { status } = await call(row, '500229', undefined);
  if (row.who === 'anyone') expect([401, 403, 500]).not.toContain(status);
  else expect(status).toBe(401);
});

const guarded = rows.filter(({ row }) => row.who !== 'anyone');

test.each(guarded)(
  'case 29: each caller on $pillar.$name, in its own county and in another',
  async ({ pillar, row }) => {
    const judge = async (as: (typeof callers)[number], county: string) => {
      const { status, headers } = await call(row, county, await tokenOf(as.name));
      const judged: Caller = { ...as, id: as.name, client: '', scopes: [scopeOf(pillar, row.method)] };
      const may = row.who !== 'anyone' && permits(judged, row.who, divisionIn(row, county));
      const named = status !== 403 || headers.get('content-type')?.includes('json');
      const said = named && (status === 403 ? 'refused' : [401, 500].includes(status) ? `${status}` : 'let in');
      return [`${as.name} in ${county}`, { said, due: may ? 'let in' : 'refused' }] as const;
    };
    const answers = await Promise.all(callers.flatMap((as) => ['500229', '500999'].map((county) => judge(as, county))));
    expect(Object.fromEntries(answers.map(([who, { said }]) => [who, said]))).toEqual(
      Object.fromEntries(answers.map(([who, { due }]) => [who, due])),
    );
  },
);
