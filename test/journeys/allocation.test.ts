import { describe, expect, test } from 'vitest';
import { expectAccessible, scrollsSideways, signIn, visit } from './visit.ts';

const phone = { viewport: { width: 390, height: 844 } };

describe('who answers for a grid, on a phone', () => {
  test('a change of the responsible unit asks for all it needs, and a day to come is refused', async () => {
    await visit(async (visiting) => {
      const { page, go } = visiting;
      expect(await go('/counties/500229/changes/')).toBe(200);
      await expectAccessible(page);
      expect(await scrollsSideways(page)).toBe(false);
      await signIn(visiting, '沈知远', '/staff/allocation/');
      await page.locator('summary', { hasText: '更换一个网格的责任单位' }).click();
      const submit = page.getByRole('button', { name: '更换', exact: true });
      await submit.click();
      await page.getByRole('alert').getByText('请选择网格和现在的单位').waitFor();
      await page.getByLabel('网格和现在的单位').selectOption({ index: 1 });
      await page.getByLabel('接手的单位').selectOption({ index: 1 });
      await page.getByLabel('决定日期').fill('2099-01-01');
      await page.getByLabel('更换理由').fill('单位撤并');
      await submit.click();
      await expectAccessible(page);
      await page.getByRole('button', { name: '确认更换' }).click();
      await page.getByRole('alert').getByRole('link').click();
      expect(await page.locator('#day:focus').count()).toBe(1);
      await expectAccessible(page);
      expect(await scrollsSideways(page)).toBe(false);
    }, phone);
  }, 60_000);
});
