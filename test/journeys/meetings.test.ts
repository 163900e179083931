import type { Page } from 'playwright-core';
import { expect, inject, test } from 'vitest';
import { delivered } from '../stack.ts';
import { expectAccessible, scrollsSideways, signIn, visit } from './visit.ts';

const community = '500229001002';

async function expectSound(page: Page): Promise<void> {
  await expectAccessible(page);
  expect(await scrollsSideways(page)).toBe(false);
}

const phone = { viewport: { width: 390, height: 844 } };

test('a secretary holds a meeting: calls it, notes who is there, breaks its items down in one step; a unit reports by phone', async () => {
  let id = '';
  await visit(async (visiting) => {
    const { page } = visiting;
    await signIn(visiting, '顾晓岚', '/staff/meetings/');
    await page.getByRole('heading', { level: 2, name: '发起联席会议' }).waitFor();
    await page.getByRole('button', { name: '保存草稿' }).click();
    await page.getByRole('alert').waitFor();
    await expectSound(page);
    await page.getByLabel('会议名称').fill('春季联席会议');
    await page.getByLabel('地点').fill('二楼');
    await page.getByLabel('开始时间').fill('2027-03-01T15:00');
    await page.getByLabel('结束时间').fill('2027-03-01T17:00');
    await page.getByLabel('议题').fill('春季环境整治\n独居老人走访');
    await page.getByRole('button', { name: '保存草稿' }).click();
    await page.getByRole('heading', { level: 1, name: /春季联席会议/ }).waitFor();
    id = new URL(page.url()).searchParams.get('meeting') ?? '';
    await page.getByRole('button', { name: '发出通知' }).click();
    await page.getByRole('button', { name: '宣布开会' }).click();
    await page
      .getByRole('alert')
      .getByText(/至少需要/)
      .waitFor();
    await page.getByRole('button', { name: '全部到会' }).click();
    await page.getByRole('button', { name: '保存点名' }).click();
    await page.getByText('已保存').waitFor();
    await page.getByRole('button', { name: '宣布开会' }).click();
    await page.getByRole('checkbox', { name: '春季环境整治' }).check();
    await page.getByRole('checkbox', { name: '独居老人走访' }).check();
    await page.getByText('将分出 26 项任务：13 个网格').waitFor();
    await expectSound(page);
    await page.getByLabel('“春季环境整治”的期限').fill('2027-03-20');
    await page.getByLabel('“独居老人走访”的期限').fill('2027-03-20');
    await page.getByRole('button', { name: '一步分解' }).click();
    await page.getByText('26 项任务，已完成 0 项').waitFor();
    expect(await page.locator('.task-card').count()).toBe(26);
    await expectSound(page);
  }, phone);

  await visit(async (visiting) => {
    const { page } = visiting;
    await signIn(visiting, '韩立群', '/staff/tasks/');
    const card = page.locator('.task-card').filter({ hasText: '春季环境整治' }).first();
    await card.getByRole('button', { name: '汇报完成情况' }).click();
    await card.getByLabel('做了什么').fill('清理楼道 12 处');
    await expectSound(page);
    await card.getByRole('button', { name: '提交汇报' }).click();
    await page.getByText('已提交，等待社区核实').first().waitFor();
    await expectSound(page);
  }, phone);

  await visit(async ({ page, go }) => {
    await delivered(inject('demo'));
    expect(await go(`/meetings/${id}/`)).toBe(200);
    expect(await page.locator('.tag.reported').count()).toBe(1);
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toContain('春季联席会议');
    expect(await page.content()).not.toContain('清理楼道');
    await expectSound(page);
    await go(`/communities/${community}/`);
    await page.getByRole('link', { name: '联席会议' }).click();
    await page.getByRole('link', { name: /春季联席会议/ }).waitFor();
    await expectSound(page);
    await go('/en/divisions/500229/meetings/');
    await page.getByText('No joint meeting has been held here yet').waitFor();
  }, phone);
}, 180_000);

test('an officer imports a department’s net and sees before and after; a visitor asks by where they stand', async () => {
  await visit(async (visiting) => {
    const { page } = visiting;
    await signIn(visiting, '沈知远', '/staff/nets/');
    await page.getByLabel('部门或网格名称').fill('旧综治网');
    const area = [
      [108.63, 31.93],
      [108.67, 31.93],
      [108.67, 31.96],
      [108.63, 31.96],
      [108.63, 31.93],
    ];
    const feature = {
      type: 'Feature',
      properties: { id: '西片', units: '县妇联' },
      geometry: { type: 'Polygon', coordinates: [area] },
    };
    const buffer = Buffer.from(JSON.stringify({ type: 'FeatureCollection', features: [feature] }));
    await page.getByLabel('选择文件').setInputFiles({ name: 'old.geojson', mimeType: 'application/geo+json', buffer });
    await page.getByRole('button', { name: '导入' }).click();
    await page.getByRole('heading', { name: '合并前后' }).waitFor();
    await expectSound(page);
  }, phone);

  await visit(
    async ({ page, go }) => {
      await go('/');
      await page.getByRole('button', { name: '用我的位置查' }).click();
      await page
        .locator('.answer')
        .first()
        .getByText(/凤凰社区 · 第 \d+ 网格/)
        .waitFor();
      await expectSound(page);
    },
    { ...phone, permissions: ['geolocation'], geolocation: { longitude: 108.6655, latitude: 31.9512 } },
  );
}, 120_000);
