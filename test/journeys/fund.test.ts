import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { FundSnapshot } from '../../functions/publish/contract.ts';
import { expectAccessible, scrollsSideways, visit, type Visit } from './visit.ts';

/** The demo's fund: 11 units gave 100,000 yuan; a barrier of 5,000 = 3,000 of the fund + 2,000 of the residents. */
const FUND = 'fund-500229-001-006';
const HOME = `/funds/${FUND}/`;

async function overview({ context, page }: Visit): Promise<FundSnapshot> {
  const answer = await context.request.get(new URL(`/data/funds/${FUND}.json`, page.url()).href);
  return FundSnapshot.parse(await answer.json());
}

describe('a reader of the fund', () => {
  test('walks the whole fund: accessible and readable on a phone, every page', async () => {
    await visit(async (visiting) => {
      const { page, go } = visiting;
      await go('/funds/');
      await page.getByRole('link', { name: /桂花井社区共建基金/ }).click();
      await page.waitForURL(`**${HOME}`);
      const { applications, reports } = await overview(visiting);
      const paths = [
        '/funds/follow/',
        HOME,
        `${HOME}ledger/`,
        `${HOME}entries/1/`,
        `${HOME}applications/`,
        `${HOME}applications/${applications.at(-1)?.id}/`,
        `${HOME}reports/${reports[0]?.period.label}/`,
        `${HOME}verify/`,
        `/en${HOME}`,
      ];
      for (const path of paths) {
        expect([path, await go(path)]).toEqual([path, 200]);
        await expectAccessible(page);
        await page.setViewportSize({ width: 390, height: 844 });
        expect([path, await scrollsSideways(page)]).toEqual([path, false]);
        await page.setViewportSize({ width: 1280, height: 900 });
      }
    });
  }, 120_000);

  test('follows the barrier from the overview to its payment and the hash, without scripts', async () => {
    await visit(
      async ({ page, go }) => {
        await go(HOME);
        expect(await page.locator('.calculator').isVisible()).toBe(false);
        expect(await page.getByRole('table', { name: '试算示例' }).innerText()).toMatch(
          /2,000 元\s+3,000 元\s+5,000 元/,
        );
        await page
          .getByRole('link', { name: /农发小区更换停车道闸/ })
          .first()
          .click();
        expect(await page.locator('.shares').innerText()).toMatch(/3,000 元[^]*2,000 元[^]*5,000 元/);
        await page.getByText('表决有效，已通过').waitFor();
        await page.getByRole('row', { name: /拨付/ }).first().getByRole('link').click();
        await page.getByText('向“农发小区更换停车道闸（演示）”拨付 1,500.00 元。').waitFor();
        const hash = page.locator('.chain .hash');
        const [previous, own] = [await hash.nth(0).innerText(), await hash.nth(1).innerText()];
        const text = await page.locator('pre.text').innerText();
        const bytes = new Uint8Array([...Buffer.from(previous, 'hex'), ...new TextEncoder().encode(text)]);
        expect(Buffer.from(await crypto.subtle.digest('SHA-256', bytes)).toString('hex')).toBe(own);
      },
      { javaScriptEnabled: false },
    );
  });

  test('is told what the fund adds before anyone applies', async () => {
    await visit(async ({ page, go }) => {
      await go(HOME);
      await page.getByLabel('居民自筹（元）').fill('2,000');
      await page.getByRole('button', { name: '计算' }).click();
      await page.getByText('居民筹 2,000 元，基金配 3,000 元，可以做 5,000 元的项目。').waitFor();
      await page.getByLabel('居民自筹（元）').fill('1000000');
      await page.keyboard.press('Enter');
      await page.getByText('受限于：单个项目上限').waitFor();
      await page.getByLabel('居民自筹（元）').fill('许多');
      await page.keyboard.press('Enter');
      await page.getByText('请填写 1 元到').waitFor();
    });
  });

  test('filters the ledger, shares the address, and takes the lines along', async () => {
    await visit(async ({ page, go }) => {
      await go(`${HOME}ledger/`);
      await page.getByLabel('事项').selectOption('payment');
      await page.getByLabel('文字').fill('道闸（演示）');
      await page.getByRole('button', { name: '筛选' }).click();
      await page.getByText('2 笔 · 收入合计 0.00 · 支出合计 3,000.00').waitFor();
      expect(await page.locator('table.ledger tbody tr').count()).toBe(2);
      expect(page.url()).toContain('kind=payment');
      const loading = page.waitForEvent('download');
      await page.getByRole('link', { name: '导出筛选结果（CSV）' }).click();
      const text = await readFile(await (await loading).path(), 'utf8');
      expect(text.trim().split('\r\n')).toHaveLength(3);
      await page.reload();
      await page.getByText('2 笔 ·').waitFor();
      await page.getByRole('button', { name: '重置' }).click();
      expect(await page.locator('table.ledger tbody tr').count()).toBeGreaterThan(15);
    });
  });

  test('verifies the public journal in the browser, and catches one that was changed', async () => {
    await visit(async (visiting) => {
      const { page, go, context } = visiting;
      await go(`${HOME}verify/`);
      const { head, downloads } = await overview(visiting);
      await page.getByRole('button', { name: '开始核对' }).click();
      await page.getByRole('heading', { name: '账本正确' }).waitFor();
      expect(await page.locator('[data-verdict] .hash').innerText()).toBe(head.hash);
      await expectAccessible(page);
      const journal = await (await context.request.get(new URL(downloads.journal, page.url()).href)).text();
      const forged = journal.replace('"amount":900000', '"amount":90000');
      await page
        .getByLabel('核对一份以前保存的账目文件')
        .setInputFiles({ name: 'journal.json', mimeType: 'application/json', buffer: Buffer.from(forged) });
      await page.getByRole('button', { name: '开始核对' }).click();
      await page.getByRole('heading', { name: '账本有问题' }).waitFor();
      expect(await page.locator('[data-verdict]').innerText()).toContain('第一笔不对的账：第 1 笔');
    });
  });

  test('is told that a code is unknown', async () => {
    await visit(async ({ page, go }) => {
      await go('/funds/follow/');
      await page.getByLabel('查询码').fill('0123456789abcdefghijklmnop');
      await page.getByRole('button', { name: '查询' }).click();
      await page.getByText('没有找到这个查询码').waitFor();
    });
  });
});
