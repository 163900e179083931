import { existsSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { ChangesSnapshot } from '../../functions/publish/changes/contract.ts';
import { CommunitySnapshot, GridSnapshot } from '../../functions/publish/contract.ts';
import { snapshotPaths } from '../../functions/publish/pages.ts';
import type { Rendered } from '../../functions/publish/render.ts';
import { buildSite } from '../../web/build.ts';
import { planned, snapshots, unplanned } from './county.ts';

const files = snapshots();
let render: (path: string) => Promise<Rendered>;

beforeAll(async () => {
  if (!existsSync('.build/renderer/server.js')) await buildSite();
  const { renderer } = await import('../../functions/publish/render.ts');
  render = renderer((path) => Promise.resolve(files.get(path)));
});

const grid = `${planned}007`;
const pages = [
  '/',
  '/counties/500229/',
  '/counties/500229/changes/',
  `/communities/${planned}/`,
  `/communities/${unplanned}/`,
  `/grids/${grid}/`,
  `/communities/${planned}/compounds/`,
].concat(['/about/', '/accessibility/', '/status/', '/open-data/', '/api/']);
const all = pages.flatMap((page) => [page, `/en${page}`]);

test('the snapshots of this test are what the contract says', () => {
  expect(CommunitySnapshot.parse(files.get(snapshotPaths.community(planned))).plan?.grids).toHaveLength(11);
  expect(GridSnapshot.parse(files.get(snapshotPaths.grid(grid))).grid.code).toBe(grid);
});

describe.each(all)('the page %s', (path) => {
  test('renders as a whole document in its language, with the demo label and no script of its own', async () => {
    const { status, html } = await render(path);
    expect(status).toBe(200);
    expect(html).toMatch(path.startsWith('/en/') ? /<html lang="en">/ : /<html lang="zh-CN">/);
    expect(html.match(/<h1[ >]/g)).toHaveLength(1);
    expect(html).toMatch(/<p class="demo">/);
    expect(html).not.toMatch(/<script(?![^>]*src="\/scripts\/)/);
    expect(html).not.toMatch(/ style="/);
    expect(html).not.toMatch(/(?:src|href)="https?:/);
  });

  test('carries its content security policy, because a stored page has no header', async () => {
    const { html } = await render(path);
    expect(html).toMatch(
      /<meta http-equiv="content-security-policy" content="default-src 'none';[^"]*script-src 'self'/,
    );
  });

  test('gives the same bytes again', async () => {
    expect((await render(path)).html).toBe((await render(path)).html);
  });
});

test('a community page shows the households of every grid and a map of them', async () => {
  const { plan } = CommunitySnapshot.parse(files.get(snapshotPaths.community(planned)));
  const { html } = await render(`/communities/${planned}/`);
  for (const { code, households } of plan!.grids) {
    expect(html).toContain(`href="/grids/${code}/"`);
    expect(html).toContain(`<td class="num">${households}</td>`);
  }
  expect(html.match(/<path class="cell/g)).toHaveLength(11);
});

test('what changed of responsibility: day, grid, units and reason, with a link where the grid still stands', async () => {
  const { html } = await render('/counties/500229/changes/');
  for (const text of ['2026-11-01', '县财政局', '县人民检察院', '单位撤并', '桂花井社区', `href="/grids/${grid}/"`])
    expect(html).toContain(text);
  const snapshot = ChangesSnapshot.parse(files.get(snapshotPaths.changes('500229', 'json')));
  const [change] = snapshot.changes;
  const gone = { ...snapshot, changes: [{ ...change!, standing: false }] };
  const { renderer } = await import('../../functions/publish/render.ts');
  const later = renderer((path) => Promise.resolve(path.startsWith('data/changes/') ? gone : files.get(path)));
  expect((await later('/counties/500229/changes/')).html).not.toContain(`href="/grids/${grid}/"`);
});

test('a changed snapshot changes the page', async () => {
  const before = CommunitySnapshot.parse(files.get(snapshotPaths.community(planned)));
  const { renderer } = await import('../../functions/publish/render.ts');
  const changed = renderer((path) =>
    Promise.resolve(path === snapshotPaths.community(planned) ? { ...before, name: '新桂花井社区' } : files.get(path)),
  );
  expect((await changed(`/communities/${planned}/`)).html).toContain('<h1>新桂花井社区</h1>');
});

test.each(['/communities/999999999999/', '/grids/500229001003999/', '/counties/110101/', '/nowhere/', '/fr/about/'])(
  '%s is unknown: status 404',
  async (path) => {
    expect((await render(path)).status).toBe(404);
  },
);

test('without a demo the label is gone', async () => {
  const { renderer } = await import('../../functions/publish/render.ts');
  const site = { ...(files.get(snapshotPaths.site) as object), demo: false };
  const real = renderer((path) => Promise.resolve(path === snapshotPaths.site ? site : files.get(path)));
  expect((await real('/')).html).not.toContain('演示数据，非真实');
});

test('the page of compounds tells who governs what with the residents, what was before, and who pays for a renovation', async () => {
  const { html } = await render(`/communities/${planned}/compounds/`);
  for (const text of ['河畔院', '三无院落', '县人民检察院', '职能调整', '2026-10-02 同意', '6,000'])
    expect(html).toContain(text);
  expect((await render(`/communities/${planned}/`)).html).toContain(
    `/communities/${planned}/compounds/#compound-river`,
  );
});
