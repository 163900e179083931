import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { buildings } from '../../functions/grids/buildings/contract.ts';
import { client } from '../../functions/http/client.ts';
import { as } from '../api/as.ts';
import { blockCsv } from '../api/county.ts';
import { expectAccessible, scrollsSideways, visit, type Visit } from './visit.ts';

/** A community that the demo leaves without buildings. */
const community = '500229002002';

async function signIn({ page, go }: Visit, person: string, path: string): Promise<void> {
  await go(path);
  await page.getByRole('button', { name: '登录' }).click();
  await page.getByRole('button', { name: person }).click();
  await page.getByRole('button', { name: '退出' }).waitFor();
}

async function expectSound(page: Page): Promise<void> {
  await expectAccessible(page);
  const size = page.viewportSize();
  await page.setViewportSize({ width: 390, height: 844 });
  await expectAccessible(page);
  expect(await scrollsSideways(page)).toBe(false);
  if (size) await page.setViewportSize(size);
}

const said = (page: Page) => page.locator('.said');
const unassigned = (page: Page) => page.locator('.now .figures > div').first().locator('dd');

describe('workspace', () => {
  test('an officer draws grids by brush, lasso, keys and list, evens them out, saves and publishes them', async () => {
    const text = blockCsv(8, 5, 20);
    await client(buildings, await as('county')).importBuildings({
      params: { community },
      upload: { type: 'text/csv', text },
    });
    await visit(async (visiting) => {
      const { page, go } = visiting;
      await signIn(visiting, '沈知远', `/staff/workspace/?community=${community}`);
      await page.locator('.map-buttons').waitFor({ timeout: 60_000 });
      expect(await unassigned(page).innerText()).toBe('40');

      const area = page.locator('.paint-area');
      const box = (await area.boundingBox())!;
      const at = (x: number, y: number) => [box.x + box.width * x, box.y + box.height * y] as const;
      await page.getByLabel('画刷大小').fill('60');
      await page.mouse.move(...at(0.2, 0.05));
      await page.mouse.down();
      await page.mouse.move(...at(0.2, 0.95), { steps: 12 });
      await page.mouse.up();
      await said(page)
        .getByText(/栋刷成第 1 网格/)
        .waitFor();

      await page.getByRole('button', { name: '套索' }).click();
      await page.getByRole('radio', { name: '2 格' }).check();
      await page.mouse.move(...at(0.6, 0.02));
      await page.mouse.down();
      for (const [x, y] of [
        [0.98, 0.02],
        [0.98, 0.98],
        [0.6, 0.98],
      ] as const)
        await page.mouse.move(...at(x, y), { steps: 6 });
      await page.mouse.up();
      await said(page)
        .getByText(/栋刷成第 2 网格/)
        .waitFor();
      const painted = await unassigned(page).innerText();
      await page.getByRole('button', { name: '撤销' }).click();
      expect(Number(await unassigned(page).innerText())).toBeGreaterThan(Number(painted));
      await page.getByRole('button', { name: '重做' }).click();
      expect(await unassigned(page).innerText()).toBe(painted);

      await area.focus();
      await page.keyboard.press('n');
      await page.keyboard.press('1');
      await page.keyboard.press('Enter');
      await said(page).getByText('1 栋刷成第 1 网格').waitFor();
      await page.keyboard.press('l');
      await said(page)
        .getByText(/已锁定测试小区/)
        .waitFor();
      await page.keyboard.press('2');
      await page.keyboard.press('Enter');
      await said(page).getByText('1 栋被锁定，没有动').waitFor();
      await expectSound(page);

      const list = page.locator('.building-list');
      await list.getByLabel('显示').selectOption({ label: '未分配' });
      await list.getByRole('checkbox').nth(1).check();
      await list.getByRole('button', { name: '分配', exact: true }).click();
      await said(page).getByText('1 栋刷成第 2 网格').waitFor();

      await page.getByRole('button', { name: '自动调整' }).click();
      await page.getByText('每格都连通、都在目标范围内，没有未分配的楼。').waitFor();
      await page.getByLabel('方案名称').fill('手绘方案');
      await page.getByRole('button', { name: '保存为草案' }).click();
      await page.getByRole('heading', { name: '已保存为草案' }).waitFor();
      await page.getByLabel('对比方案').selectOption({ index: 1 });
      await page.getByText('没有楼栋换网格。').waitFor();
      await expectSound(page);
      await page.getByRole('button', { name: '公布这个方案' }).click();
      await page.getByRole('button', { name: '确认公布' }).click();
      await page.getByRole('heading', { name: '已公布', exact: true }).waitFor();
      await go(`/communities/${community}/`);
      const cells = async () => {
        await page.reload();
        return page.locator('svg .cell').count();
      };
      await expect.poll(cells, { timeout: 20_000, interval: 500 }).toBe(2);
    });
  }, 180_000);

  test('a county officer finds a unit and re-allocates around one that is fixed', async () => {
    await visit(async (visiting) => {
      const { page, go } = visiting;
      await signIn(visiting, '沈知远', '/staff/units/');
      await page.getByLabel('按名称、编号、地点、联络员找').fill('检察院');
      expect(await page.locator('table.stack tbody tr').count()).toBe(1);
      await expectSound(page);

      await go('/staff/allocation/');
      await page.getByRole('button', { name: '分配', exact: true }).click();
      await page.getByText('已证明最优').waitFor();
      await page
        .getByRole('button', { name: /^把.+固定在这一格$/ })
        .first()
        .click();
      await page.getByText('已固定 1 个单位').waitFor();
      await expectSound(page);
      const before = page.url();
      await page.getByRole('button', { name: '按固定的重新分配' }).click();
      await page.waitForURL((url) => url.href !== before);
      await page.getByText('按要求固定在这里').first().waitFor();
    });
  }, 120_000);
});
