import { describe, expect, test } from 'vitest';
import { expectAccessible, scrollsSideways, visit } from './visit.ts';

const community = '500229001006';
const grid = `${community}007`;
const pages = [
  '/',
  '/counties/500229/',
  `/communities/${community}/`,
  '/communities/500229001005/',
  `/grids/${grid}/`,
  '/open-data/',
  '/api/',
  '/about/',
  '/accessibility/',
  '/status/',
  '/staff/',
];

describe('a visitor', () => {
  test('looks up a compound and reaches its grid', async () => {
    await visit(async ({ page, go }) => {
      await go('/');
      await page.getByLabel('查网格').fill('农发小区');
      await page.getByRole('button', { name: '查询' }).click();
      const first = page.locator('.answer').first();
      await first.waitFor();
      const said = (await first.locator('b').innerText()).trim();
      expect(said).toMatch(/^桂花井社区 · 第 \d+ 网格$/);
      await first.click();
      await page.waitForURL(/\/grids\/\d{15}\/$/);
      expect(`桂花井社区 · ${await page.getByRole('heading', { level: 1 }).innerText()}`).toBe(said);
      expect(await page.locator('.places').innerText()).toContain('农发小区');
    });
  });

  test('looks up a grid code, and is told when there is nothing', async () => {
    await visit(async ({ page, go }) => {
      await go('/');
      const field = page.getByLabel('查网格');
      await field.fill(grid);
      await field.press('Enter');
      expect(await page.locator('.answer').getAttribute('href')).toBe(`/grids/${grid}/`);
      await field.fill('没有这个地方');
      await field.press('Enter');
      await page.getByText('没有找到').waitFor();
      expect(await page.locator('.answer').count()).toBe(0);
    });
  });

  test('loads the place names only when the look-up is used', async () => {
    await visit(async ({ page, go }) => {
      const loaded: string[] = [];
      page.on('request', (request) => loaded.push(new URL(request.url()).pathname));
      await go('/');
      await page.waitForLoadState('networkidle');
      expect(loaded.filter((path) => path.startsWith('/data/'))).toEqual([]);
      await page.getByLabel('查网格').fill('凤凰');
      await page.getByRole('button', { name: '查询' }).click();
      await page.locator('.answer').first().waitFor();
      expect(loaded).toContain('/data/lookup/500229.json');
    });
  });

  test('walks from the county to a grid and to its neighbour by the keyboard alone', async () => {
    await visit(async ({ page, go }) => {
      await go('/counties/500229/');
      await page.keyboard.press('Tab');
      expect(await page.locator('a[href="#main"]:focus').count()).toBe(1);
      await page.keyboard.press('Enter');
      const reach = async (selector: string): Promise<void> => {
        for (let presses = 0; presses < 80; presses++) {
          await page.keyboard.press('Tab');
          if ((await page.locator(`:focus:is(${selector})`).count()) > 0) return;
        }
        throw new Error(`the keyboard does not reach ${selector}`);
      };
      await reach(`main a[href="/communities/${community}/"]`);
      await page.keyboard.press('Enter');
      await page.waitForURL(`**/communities/${community}/`);
      await reach(`svg a[href="/grids/${grid}/"]`);
      await page.keyboard.press('Enter');
      await page.waitForURL(`**/grids/${grid}/`);
      await reach('.chips a');
      await page.keyboard.press('Enter');
      await page.waitForURL((url) => /^\/grids\/\d{15}\/$/.test(url.pathname) && !url.pathname.includes(grid));
      expect(await page.getByRole('heading', { level: 1 }).innerText()).toMatch(/^第 \d+ 网格$/);
    });
  });

  test('reads a community without scripts: map, table, figures, downloads', async () => {
    await visit(
      async ({ page, context, go }) => {
        await go(`/communities/${community}/`);
        expect(await page.locator('svg .cell').count()).toBe(11);
        expect(await page.locator('table.grids tbody tr').count()).toBe(11);
        expect(await page.locator('.demo').innerText()).toBe('演示数据，非真实业务记录');
        const href = await page.getByRole('link', { name: 'GeoJSON' }).getAttribute('href');
        const file = await context.request.get(new URL(href!, page.url()).href);
        expect(((await file.json()) as { features: unknown[] }).features).toHaveLength(11);
        await page.getByRole('link', { name: '第 7 网格' }).first().click();
        await page.waitForURL(`**/grids/${grid}/`);
        await go('/');
        expect(await page.locator('form').isVisible()).toBe(false);
        await page.getByRole('link', { name: /城口县/ }).click();
        await page.waitForURL('**/counties/500229/');
      },
      { javaScriptEnabled: false },
    );
  });

  test('changes to English and stays on the same page', async () => {
    await visit(async ({ page, go }) => {
      await go(`/grids/${grid}/`);
      await page.getByRole('link', { name: 'English' }).click();
      await page.waitForURL(`**/en/grids/${grid}/`);
      expect(await page.getAttribute('html', 'lang')).toBe('en');
      expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Grid 7');
      expect(await page.locator('.crumbs [lang="zh-CN"]').first().innerText()).toBe('城口县');
      await page.getByRole('link', { name: '中文' }).click();
      await page.waitForURL(/:\d+\/grids\//);
    });
  });

  test('chooses the elder mode once: large on every page, 60 pixel targets, no sideways scrolling', async () => {
    await visit(
      async ({ page, go }) => {
        await go('/');
        await page.getByRole('switch', { name: '关怀版' }).click();
        for (const path of [...pages, '/status/', '/funds/fund-500229-001-006/']) {
          await go(path);
          await page.getByRole('heading', { level: 1 }).waitFor();
          expect(await page.evaluate('getComputedStyle(document.documentElement).fontSize')).toBe('24px');
          expect([path, await scrollsSideways(page)]).toEqual([path, false]);
          const small = await page
            .locator(
              '.btn:visible, .elder:visible, .top nav a:visible, .chips a:visible, summary:visible, .crumbs a:visible',
            )
            .evaluateAll((nodes) =>
              nodes.filter((node) => node.getBoundingClientRect().height < 60).map((node) => node.outerHTML),
            );
          expect([path, small]).toEqual([path, []]);
        }
        await page.getByRole('switch', { name: '关怀版' }).click();
        await go('/');
        expect(await page.evaluate('getComputedStyle(document.documentElement).fontSize')).toBe('17px');
      },
      { viewport: { width: 390, height: 844 } },
    );
  }, 90_000);

  test('chooses dark colours, which stay', async () => {
    await visit(async ({ page, go }) => {
      const background = () => page.evaluate('getComputedStyle(document.documentElement).backgroundColor');
      await go('/');
      const light = await background();
      await page.getByLabel('深色').check();
      const dark = await background();
      await go('/about/');
      expect(await background()).toBe(dark);
      expect(dark).not.toBe(light);
    });
  });

  test.each(['/nowhere/', '/grids/500229001006999/', '/communities/110101001001/', '/en/nothing'])(
    'meets a real 404 at %s',
    async (path) => {
      await visit(async ({ page, go }) => {
        expect(await go(path)).toBe(404);
        expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('没有找到这个页面');
        await expectAccessible(page);
      });
    },
  );

  test('reads whether the API and the data work, and is told when the API does not', async () => {
    await visit(async ({ page, go }) => {
      await go('/status/');
      await page.locator('[data-api]', { hasText: /^正常$/ }).waitFor();
      await page.locator('[data-published]', { hasText: /^\d{4}-\d\d-\d\d \d\d:\d\d$/ }).waitFor();
      await page.locator('[data-part="planning"]', { hasText: /^正常$/ }).waitFor();
      const parts = [{ part: 'webhooks', state: 'disturbed', since: '2026-11-29T23:05:00.000Z' }];
      await page.route('**/data/status.json', (route) => route.fulfill({ json: { parts } }));
      await page.route('**/api/v1/health', (route) => route.fulfill({ status: 404 }));
      await go('/status/');
      await page.locator('[data-api]', { hasText: '暂时没有应答' }).waitFor();
      await page.locator('[data-files]', { hasText: /^正常$/ }).waitFor();
      const told = page.locator('[data-part="webhooks"]');
      await told.filter({ hasText: /^从 2026-11-30 07:05 起受影响。推送会迟到；/ }).waitFor();
      await expectAccessible(page);
    });
  });

  test('finds every problem type of the API explained', async () => {
    await visit(async ({ page, context, go }) => {
      const answer = await context.request.get(new URL('/api/v1/nothing', (await go('/'), page.url())).href, {
        failOnStatusCode: false,
      });
      expect(answer.status()).toBeGreaterThanOrEqual(400);
      await go('/api/#no-such-plan');
      expect(await page.locator('#no-such-plan').innerText()).toContain('no-such-plan');
    });
  });
});

/** Of the API page: operations and types beyond the third of their group, and refusals beyond the tenth. */
const further = ':is(.operation, #schemas ~ details) ~ details ~ details ~ details, .problems > div:nth-child(n + 11)';

describe.each([390, 1280])('at %i pixels', (width) => {
  test.each(pages.flatMap((path) => [path, `/en${path}`]))(
    '%s breaks no rule of axe and does not scroll sideways',
    async (path) => {
      await visit(
        async ({ page, go }) => {
          expect(await go(path)).toBe(200);
          await page.getByRole('heading', { level: 1 }).waitFor();
          expect(await scrollsSideways(page)).toBe(false);
          // Both languages share their markup, both widths their rules: Chinese is judged on a phone, English on a desk.
          if (path.startsWith('/en') === width > 390)
            await expectAccessible(page, path.endsWith('/api/') ? further : undefined);
        },
        { viewport: { width, height: 900 } },
      );
    },
    60_000,
  );

  test.each(['/', `/communities/${community}/`, `/grids/${grid}/`])(
    '%s breaks no rule of axe in the dark',
    async (path) => {
      await visit(
        async ({ page, go }) => {
          await go(path);
          await expectAccessible(page);
        },
        { viewport: { width, height: 900 }, colorScheme: 'dark' },
      );
    },
  );
});
