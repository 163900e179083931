import { describe, expect, test } from 'vitest';
import { expectAccessible, scrollsSideways, signIn, visit } from './visit.ts';

describe('the demand desk', () => {
  test('a secretary records what a visit brought, one after another, finds it on the worklist and opens it', async () => {
    await visit(
      async (journey) => {
        const { page } = journey;
        await signIn(journey, '顾晓岚', '/staff/demands/');
        await page.getByRole('link', { name: '录入需求' }).click();
        await page.getByRole('radio', { name: '座谈' }).check();
        const next = page.getByRole('button', { name: '录入，接着下一件' });
        await next.click();
        await page.getByRole('alert').getByRole('link', { name: '请写下居民说了什么' }).click();
        expect(await page.locator('#text:focus').count()).toBe(1);
        const said = ['院坝头的健身器材锈穿了，娃儿耍起危险', '想请人教手机上交电费'];
        for (const [i, text] of said.entries()) {
          await page.getByLabel('原话').fill(text);
          await page.getByRole('textbox', { name: '电话' }).fill('138 0000 0000');
          await next.click();
          await page.locator('.worklist li').nth(i).waitFor();
          expect(await page.getByLabel('原话').inputValue()).toBe('');
          expect(await page.locator('#text:focus').count()).toBe(1);
        }
        const codes = await page.locator('.worklist .code').allInnerTexts();
        expect(new Set(codes).size).toBe(2);
        expect(await page.getByRole('radio', { name: '座谈' }).isChecked()).toBe(true);
        await expectAccessible(page);
        expect(await scrollsSideways(page)).toBe(false);

        await page.getByRole('link', { name: '需求办理' }).click();
        await page.getByRole('group', { name: '先看哪些' }).waitFor();
        await page.getByLabel('找原话').fill('健身器材锈穿');
        await page.getByRole('button', { name: '查找' }).click();
        const card = page.locator('.work-card', { hasText: '健身器材锈穿了' });
        await card.waitFor();
        expect(await page.locator('.work-card').count()).toBe(1);
        expect(await card.innerText()).toContain('座谈');
        await card.getByRole('button', { name: /^打开/ }).click();
        await card.getByRole('button', { name: '查看联系方式（会记录）' }).click();
        await card.getByText('138 0000 0000').waitFor();
        expect(await scrollsSideways(page)).toBe(false);
        await expectAccessible(page);
        await page.getByLabel('找原话').fill('没有人说过的话');
        await page.getByRole('button', { name: '查找' }).click();
        await page.getByText('没有符合的需求').waitFor();
        expect(await page.locator('.work-card').count()).toBe(0);
      },
      { viewport: { width: 390, height: 844 } },
    );
  });

  test('an officer looks at what is late, community by community, and reads on', async () => {
    await visit(async (journey) => {
      const { page } = journey;
      await signIn(journey, '沈知远', '/staff/demands/');
      const parts = page.getByRole('group', { name: '先看哪些' });
      await parts.getByRole('button', { name: '全部待办' }).waitFor();
      const shown = await page.locator('.work-card').count();
      await page.getByRole('button', { name: /^再看一些/ }).click();
      await expect.poll(() => page.locator('.work-card').count()).toBeGreaterThan(shown);
      await parts.getByRole('button', { name: '已逾期' }).click();
      await page.locator('.work-card .overdue').first().waitFor();
      await page.getByLabel('找原话').fill('桂花井');
      await page.getByRole('button', { name: '查找' }).click();
      await expect
        .poll(async () => (await page.locator('.work-card').allInnerTexts()).every((text) => text.includes('桂花井')))
        .toBe(true);
      expect(await page.locator('.work-card').count()).toBe(await page.locator('.work-card .overdue').count());
      expect(await parts.getByRole('button', { name: '已逾期' }).getAttribute('aria-pressed')).toBe('true');
      await expectAccessible(page);
    });
  });
});
