import type { Page } from 'playwright-core';
import { describe, expect, inject, test } from 'vitest';
import { delivered } from '../stack.ts';
import { expectAccessible, scrollsSideways, signIn, visit } from './visit.ts';

/** A community of the county that the demo leaves without buildings. */
const community = '500229001010';

const chosen = (text: string, name: string, mimeType: string) => ({ name, mimeType, buffer: Buffer.from(text) });

/** Two rows of houses, forty in all, and three rows that cannot be right. */
function houses(): string {
  const rows = Array.from({ length: 40 }, (_, i) => {
    const [lng, lat] = [108.66 + (i % 20) * 0.0006, 31.95 + Math.floor(i / 20) * 0.0008];
    return `h${String(i + 1).padStart(2, '0')},新村${i + 1}栋,${lng.toFixed(5)},${lat.toFixed(5)},${20 + (i % 5)}`;
  });
  const bad = ['bad1,坏一栋,908.66,31.95,20', 'bad2,坏二栋,108.66,31.95,许多', 'bad3,坏三栋,,31.95,20'];
  return ['id,name,lng,lat,households', ...rows, ...bad].join('\n');
}

async function expectSound(page: Page): Promise<void> {
  await expectAccessible(page);
  const size = page.viewportSize();
  await page.setViewportSize({ width: 390, height: 844 });
  await expectAccessible(page);
  expect(await scrollsSideways(page)).toBe(false);
  if (size) await page.setViewportSize(size);
}

describe('staff', () => {
  test('a county officer imports buildings, tries a plan, publishes it, and the public page changes', async () => {
    await visit(async (visiting) => {
      const { page, go } = visiting;
      await go(`/communities/${community}/`);
      await page.getByText('这里还没有公布网格划分方案').waitFor();
      const name = await page.getByRole('heading', { level: 1 }).innerText();

      await signIn(visiting, '沈知远');
      await expectSound(page);
      await page.getByRole('link', { name: /导入楼栋/ }).click();
      await page.getByLabel('社区', { exact: true }).selectOption(community);
      await page.getByRole('button', { name: '导入' }).click();
      await page.getByRole('alert').getByText('请选择一个文件').waitFor();
      await expectSound(page);

      await page.getByLabel('选择文件').setInputFiles(chosen(houses(), 'houses.csv', 'text/csv'));
      await page.getByText('houses.csv，共 43 行').waitFor();
      await page.getByRole('button', { name: '导入' }).click();
      const report = page.locator('.outcome');
      await report.getByText('导入完成').waitFor();
      expect(await report.locator('.figures').innerText()).toMatch(
        /^40\s+新增或更新\s+0\s+没有变化\s+3\s+有误的行\s+43\s+总行数$/,
      );
      expect(await report.locator('tbody tr td:first-child').allInnerTexts()).toEqual(['42', '43', '44']);
      await page.getByText('现有楼栋 40 栋').waitFor();
      await expectSound(page);

      await report.getByRole('link', { name: '划分网格' }).click();
      await page.getByLabel('共分几格').check();
      await page.getByRole('spinbutton', { name: '共分几格' }).fill('500');
      await page.getByRole('button', { name: '试算' }).click();
      await page.getByRole('alert').waitFor();
      await expectSound(page);
      await page.getByRole('alert').getByRole('link').first().click();
      expect(await page.locator('#amount:focus').count()).toBe(1);

      await page.getByRole('spinbutton', { name: '共分几格' }).fill('4');
      await page.getByLabel('方案名称').fill('春季方案');
      await page.getByRole('button', { name: '试算' }).click();
      await page.getByRole('heading', { level: 1, name: '春季方案' }).waitFor();
      expect(await page.locator('svg .cell').count()).toBe(4);
      expect(await page.locator('table.grids tbody tr').count()).toBe(4);
      await expectSound(page);

      await page.getByRole('button', { name: '公布这个方案' }).click();
      await page.getByText(`公布后，${name}的公众页面会换成这个方案`).waitFor();
      await page.getByRole('button', { name: '确认公布' }).click();
      await page.getByRole('heading', { name: '已公布', exact: true }).waitFor();
      await expectSound(page);

      await delivered(inject('demo'));
      await go(`/communities/${community}/`);
      // Pages may be a minute old; a reader who reloads asks anew.
      await page.reload();
      expect(await page.locator('svg .cell').count()).toBe(4);
      await page.getByRole('link', { name: '第 1 网格' }).first().click();
      await page.waitForURL(`**/grids/${community}001/`);
      expect(await page.locator('.places').innerText()).toMatch(/新村\d+栋/);
    });
  }, 120_000);

  test('two officers publish at once: the second is told, and nothing is lost', async () => {
    await visit(async (visiting) => {
      const { page, context } = visiting;
      await signIn(visiting, '沈知远', '/staff/plans/?community=500229001004');
      await page.getByRole('button', { name: '试算' }).click();
      await page.getByRole('button', { name: '公布这个方案' }).click();
      const other = await context.newPage();
      await other.goto(page.url());
      await other.getByRole('button', { name: '登录' }).click();
      await other.getByRole('button', { name: '公布这个方案' }).click();
      await other.getByRole('button', { name: '确认公布' }).click();
      await other.getByRole('heading', { name: '已公布', exact: true }).waitFor();
      await page.getByRole('button', { name: '确认公布' }).click();
      await page.getByRole('alert').waitFor();
      expect(await page.title()).toMatch(/^错误：/);
      await page.getByRole('heading', { level: 1 }).getByText('已公布').waitFor();
    });
  }, 60_000);

  test('a community secretary sees the tasks of that role alone, and cannot publish', async () => {
    await visit(async (visiting) => {
      const { page } = visiting;
      await signIn(visiting, '顾晓岚');
      expect(await page.locator('.tasks b').allInnerTexts()).toContain('划分网格');
      await page.getByRole('link', { name: /划分网格/ }).click();
      await page.getByRole('heading', { level: 1, name: '凤凰社区' }).waitFor();
      await page.getByRole('button', { name: '试算' }).click();
      await page.getByText('公布由街道或县级管理员完成').waitFor();
      expect(await page.getByRole('button', { name: '公布这个方案' }).count()).toBe(0);
    });
  }, 60_000);

  test('a residence committee sees its applications and the resources alone, and signs out', async () => {
    await visit(async (visiting) => {
      const { page, go } = visiting;
      await signIn(visiting, '孟桂兰', '/staff/');
      expect(await page.locator('.tasks b').allInnerTexts()).toEqual(['基金申请', '资源台']);
      await page.getByRole('button', { name: '退出' }).click();
      await page.waitForURL((url) => url.pathname === '/');
      await go('/staff/');
      await page.getByRole('heading', { name: '工作人员登录' }).waitFor();
      expect(await page.getByRole('button', { name: '登录' }).count()).toBe(1);
    });
  });

  test('an officer imports the divisions of a county in English; wrong rows are listed', async () => {
    await visit(async ({ page, go }) => {
      await go('/en/staff/divisions/');
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByRole('button', { name: '邵一帆' }).click();
      await page.waitForURL('**/en/staff/divisions/');
      await page.getByLabel('County code').waitFor();
      const csv = 'code,name\n500238,巫溪县\n500238009,柏杨街道\n500238009001,人民社区居民委员会\n12,坏行\n';
      await page.getByLabel('Choose a file').setInputFiles(chosen(csv, 'wuxi.csv', 'text/csv'));
      await page.getByLabel('County name').fill('巫溪县');
      await page.getByRole('button', { name: 'Import' }).click();
      await page.getByRole('heading', { name: 'Import complete' }).waitFor();
      expect(await page.locator('.outcome tbody tr').count()).toBe(1);
      await expectSound(page);
    });
  }, 60_000);
});
