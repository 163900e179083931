import { describe, expect, test } from 'vitest';
import { expectAccessible, scrollsSideways, signIn, visit } from './visit.ts';

const desk = '/staff/workspace/?community=500229001006';

describe('the planner workspace', () => {
  test('a building moves by the list, the figures follow, and undoing and redoing tell what they did', async () => {
    await visit(async (visiting) => {
      const { page } = visiting;
      await signIn(visiting, '沈知远', desk);
      const list = page.locator('.building-list');
      await list.getByRole('checkbox').nth(1).check();
      const undo = page.getByRole('button', { name: '撤销', exact: true });
      expect(await undo.isDisabled()).toBe(true);
      const grid = list.getByLabel('分到');
      const now = await list.locator('tbody tr').first().locator('td').last().innerText();
      const target = (await grid.locator('option').allInnerTexts()).find((name) => !now.includes(name)) ?? '';
      await grid.selectOption({ label: target });
      const households = () => page.locator('.painted tbody').innerText();
      const before = await households();
      await list.getByRole('button', { name: '分配', exact: true }).click();
      await expect.poll(households).not.toBe(before);
      expect(await list.locator('tbody tr').first().locator('td').last().innerText()).toContain(target);
      await undo.click();
      await expect.poll(households).toBe(before);
      await page.getByRole('button', { name: '重做', exact: true }).click();
      await expect.poll(households).not.toBe(before);
      await expectAccessible(page);
    });
  }, 90_000);

  test('a brush paints on the map, the plan is saved, and painting goes on with the saved one', async () => {
    await visit(async (visiting) => {
      const { page } = visiting;
      await signIn(visiting, '沈知远', desk);
      await page.locator('.map-buttons').waitFor();
      const area = page.getByRole('application');
      await area.scrollIntoViewIfNeeded();
      const box = (await area.boundingBox())!;
      const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
      await page.mouse.move(x - 120, y);
      await page.mouse.down();
      await page.mouse.move(x + 120, y, { steps: 12 });
      await page.mouse.up();
      await page.locator('.said', { hasText: /\d/ }).waitFor();
      await page.getByLabel('方案名称').fill('手绘方案');
      await page.getByRole('button', { name: '保存为草案' }).click();
      await page.locator('.outcome').waitFor();
      expect(await page.getByLabel('从哪里开始').locator('option:checked').innerText()).toContain('手绘方案');
      expect(new URL(page.url()).searchParams.get('plan')).not.toBeNull();
    });
  }, 90_000);

  test('fits a phone', async () => {
    await visit(
      async (visiting) => {
        const { page } = visiting;
        await signIn(visiting, '沈知远', desk);
        await page.locator('.painted').waitFor();
        expect(await scrollsSideways(page)).toBe(false);
        await expectAccessible(page);
      },
      { viewport: { width: 390, height: 844 } },
    );
  }, 90_000);
});
