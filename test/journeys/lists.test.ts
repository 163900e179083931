import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { client } from '../../functions/http/client.ts';
import { demands } from '../../functions/lists/demands/routes/contract.ts';
import { as } from '../api/as.ts';
import { expectAccessible, scrollsSideways, visit } from './visit.ts';

/** A community of the demo county in which nothing else happens. */
const community = '500229002003';

/** On a phone, where it is tightest. */
async function expectSound(page: Page): Promise<void> {
  await page.setViewportSize({ width: 390, height: 900 });
  await expectAccessible(page);
  expect(await scrollsSideways(page)).toBe(false);
  await page.setViewportSize({ width: 1280, height: 900 });
}

test('the lists of a county, a venue and a project read on a phone', async () => {
  await visit(async ({ page, go }) => {
    const lists = ['demands', 'resources', 'projects', 'scorecards'].map((list) => `/counties/500229/${list}/`);
    for (const path of [...lists, '/demands/new/', '/demands/track/', '/venues/500229/R79/']) {
      expect([path, await go(path)]).toEqual([path, 200]);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await expectSound(page);
    }
    await go('/counties/500229/projects/');
    await page.locator('main a[href^="/projects/500229/"]').first().click();
    await page.waitForURL('**/projects/500229/**');
    await expectSound(page);
  });
}, 90_000);

/** A demand that triage put on the list, with its resident's code. */
async function listed(): Promise<{ id: string; code: string }> {
  const desk = client(demands, { ...(await as('county')) });
  const params = { community };
  const text = '楼上婆婆腿脚不好，想有人上门剪头发。';
  const { body } = await desk.recordDemand({ params, body: { text, channel: 'visit', category: 'elderly' } });
  const step = { transition: 'accept', category: 'elderly' as const, title: '行动不便老人上门理发' };
  await desk.stepDemand({ params: { ...params, demand: body.id }, body: step, ifMatch: '"1"' });
  return { id: body.id, code: body.code! };
}

test('a demand is matched on the board, becomes a project on the desk, and its resident gives stars by the code', async () => {
  const { id, code } = await listed();
  await visit(async ({ page, go }) => {
    const board = `/staff/matching/?demand=${id}`;
    await go('/staff/');
    await page.getByRole('button', { name: '登录' }).click();
    await page.getByRole('button', { name: '沈知远' }).click();
    await page.getByRole('button', { name: '退出' }).waitFor();
    await go(board);
    await page.getByRole('heading', { name: '行动不便老人上门理发' }).waitFor();
    await expectSound(page);
    await page
      .getByRole('button', { name: /^确认可用 ./ })
      .first()
      .click();
    await page.getByRole('link', { name: '用确认的资源立项' }).click();

    await page.getByLabel('谁来做（写岗位和组织，不写个人）').fill('社区志愿者');
    await page.getByRole('button', { name: '立项', exact: true }).click();
    await page.getByRole('alert').getByRole('link').waitFor();
    await expectSound(page);
    await page.getByLabel('责任单位').selectOption({ index: 1 });
    await page.getByLabel('怎么做').fill('每月第一个周六上门');
    await page.getByLabel('地点').fill('居民家中');
    await page.getByLabel('结束').fill(await page.getByLabel('开始', { exact: true }).inputValue());
    await page.getByRole('button', { name: '立项', exact: true }).click();
    await page.getByText('已立项。').waitFor();

    const card = page.getByRole('article', { name: '行动不便老人上门理发' });
    await card.getByRole('button', { name: '开始实施' }).click();
    await card.getByText('开始实施', { exact: true }).last().waitFor();
    await card.getByRole('combobox', { name: '办理' }).selectOption('complete');
    await card.getByLabel('完成小结（会公开）').fill('上门理发一次');
    await card.getByLabel('材料名称').fill('服务记录');
    await card.getByRole('button', { name: '完成，请居民确认' }).click();
    await card.getByText('等居民评价，或由社区回访').waitFor();
    await expectSound(page);
    await card.getByRole('link', { name: /公开页面/ }).waitFor();

    await go(`/demands/track/#${code}`);
    await page.getByRole('button', { name: /5 分/ }).click();
    await page.getByText('记下了，谢谢。').waitFor();
  });
}, 120_000);
