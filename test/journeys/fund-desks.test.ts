import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { expectAccessible, scrollsSideways, signIn, visit, type Visit } from './visit.ts';

const FUND = 'fund-500229-001-006';
const desk = (name: string) => `/staff/${name}/?fund=${FUND}`;

async function expectSound(page: Page): Promise<void> {
  await expectAccessible(page);
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await scrollsSideways(page)).toBe(false);
  await page.setViewportSize({ width: 1280, height: 900 });
}

const file = (name: string) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(`${name} of the journey`) });

/** Takes a step of the application that is open. */
async function take(page: Page, step: string, reason?: string): Promise<void> {
  await page.getByLabel(step, { exact: true }).check();
  if (reason) await page.locator('#reason').fill(reason);
  await page.getByRole('button', { name: '办理这一步' }).click();
  await page.getByRole('heading', { name: `已办理：${step}` }).waitFor();
}

describe('the desks of the fund', () => {
  test('the treasurer records a gift and cannot confirm it; a second person does, and the public sees it', async () => {
    const voucher = 'JOURNEY-GIFT';
    await visit(async (visiting) => {
      const { page } = visiting;
      await signIn(visiting, '温如玉', desk('money'));
      await page.getByRole('heading', { name: '录入单据' }).waitFor();
      await page.getByRole('button', { name: '录入', exact: true }).click();
      await page.getByRole('alert').waitFor();
      await expectSound(page);
      await page.locator('#contributor').selectOption({ index: 1 });
      await page.locator('#amount').fill('12.34');
      await page.getByLabel('凭证号').fill(voucher);
      await page.getByRole('button', { name: '录入', exact: true }).click();
      await page.getByText('已录入，等待另一人确认').waitFor();
      const slip = page.locator('.slips li', { hasText: voucher });
      await slip.getByText('您录入的，须由另一人确认').waitFor();
      expect(await slip.getByRole('button', { name: '确认入账' }).count()).toBe(0);
    });
    await visit(async (visiting) => {
      const { page, go, context } = visiting;
      await signIn(visiting, '梁守正', desk('money'));
      const slip = page.locator('.slips li', { hasText: voucher });
      await slip.getByRole('button', { name: '确认入账' }).click();
      const said = await page.getByText(/已入账，第 \d+ 笔/).innerText();
      const seq = /\d+/.exec(said)?.[0];
      await page.locator('tr', { hasText: '12.34' }).getByRole('link', { name: '感谢凭据' }).first().click();
      await page.getByRole('heading', { name: '感谢凭据' }).waitFor();
      await page.getByRole('article').getByText(voucher).waitFor();
      await expectSound(page);
      // A browser keeps an answer for a minute; the poll asks anew.
      const path = `/funds/${FUND}/entries/${seq}/`;
      const status = async () => (await context.request.get(new URL(path, page.url()).href)).status();
      await expect.poll(status).toBe(200);
      await go(path);
      await page.getByText('出资 12.34 元，不限用途。').waitFor();
    });
  }, 120_000);

  test('a secretary records a compound and who governs what of it, and plans a renovation; the unit consents by itself', async () => {
    const community = '500229001002';
    const at = `/staff/compounds/?community=${community}`;
    await visit(async (visiting) => {
      const { page } = visiting;
      await signIn(visiting, '顾晓岚', at);
      await page.getByLabel('小区代码').fill('compound-journey-yard');
      await page.getByLabel('小区名称').fill('旅程院');
      await page.getByLabel('户数').fill('40');
      await page.getByRole('button', { name: '保存' }).click();
      await page.getByText('已保存。').waitFor();
      await expectSound(page);
      await page.getByRole('link', { name: '旅程院' }).click();
      await page.getByRole('heading', { name: '确定共管单位' }).waitFor();
      await page.getByLabel('单位', { exact: true }).selectOption({ label: '县人民检察院' });
      await page.locator('form', { hasText: '确定共管单位' }).getByRole('button', { name: '保存' }).click();
      await page.getByRole('alert').getByRole('link', { name: '请先登记小区的住宅管理委员会' }).waitFor();
      await page.getByText('修改小区情况').first().click();
      await page.getByLabel('住宅管理委员会').fill('旅程院住宅管理委员会');
      await page.locator('form', { hasText: '修改小区情况' }).getByRole('button', { name: '保存' }).click();
      await page.getByText('已保存。').waitFor();
      await page.getByLabel('单位', { exact: true }).selectOption({ label: '县人民检察院' });
      await page.locator('form', { hasText: '确定共管单位' }).getByRole('button', { name: '保存' }).click();
      await page.getByRole('rowheader', { name: '环境卫生' }).waitFor();
      await page.getByLabel('改造名称').fill('旅程院照明改造');
      await page.getByLabel('工程').fill('灯具 3000');
      await page.getByLabel('各单位出资').fill('县人民检察院 2000');
      await page.getByText('工程合计与出资合计应当相等').waitFor();
      await page.getByLabel('居民自筹（元）').fill('1000');
      await expectSound(page);
      await page.locator('form', { hasText: '新的改造计划' }).getByRole('button', { name: '保存' }).click();
      await page.getByText('等待同意').waitFor();
    });
    await visit(
      async (visiting) => {
        const { page, go } = visiting;
        await signIn(visiting, '韩立群', `${at}&compound=compound-journey-yard`);
        await page.getByRole('button', { name: '记下同意' }).click();
        await page.getByText('已保存。').waitFor();
        await expectAccessible(page);
        expect(await scrollsSideways(page)).toBe(false);
        const path = `/communities/${community}/compounds/`;
        const told = async () => (await visiting.context.request.get(new URL(path, page.url()).href)).text();
        await expect.poll(told).toMatch(/旅程院照明改造[^]*同意/);
        await go(`${path}#compound-journey-yard`);
        await expectAccessible(page);
      },
      { viewport: { width: 390, height: 844 } },
    );
  }, 120_000);

  test('an application from the first word to the decision, each step by its own people', async () => {
    await visit(async (visiting) => {
      const { page } = visiting;
      await signIn(visiting, '孟桂兰', desk('applications'));
      await page.getByRole('link', { name: '新的申请' }).click();
      await page.getByRole('button', { name: '下一步' }).click();
      await page.getByRole('alert').waitFor();
      await expectSound(page);
      await page.getByLabel('项目名称').fill('加装路灯（旅程）');
      await page.getByLabel('小区名称').fill('旅程小区');
      await page.getByLabel('小区代码').fill('compound-journey');
      await page.getByLabel('为什么要做').fill('院内夜间没有照明。');
      await page.getByLabel('用途').selectOption('lighting');
      await page.getByText('这是三无院落').waitFor();
      await page.getByRole('button', { name: '下一步' }).click();
      await page.locator('#budget').fill('太阳能路灯六盏 900\n安装 100');
      await page.getByText('总造价: 1,000.00 元').waitFor();
      await page.getByRole('button', { name: '下一步' }).click();
      await page.getByText('造价 1,000.00 元：基金最多出 600.00 元，居民至少筹 400.00 元。').waitFor();
      await page.getByRole('button', { name: '下一步' }).click();
      await page.getByRole('button', { name: '保存申请' }).click();
      expect(await page.locator('.outcome .code').innerText()).toMatch(/^[0-9a-z]{26}$/);
      await page.getByRole('link', { name: '打开申请，填写业主表决' }).click();
      for (const [of, heads, area] of [
        ['全体业主', '24', '2400'],
        ['参加表决', '15', '2000'],
        ['同意', '15', '2000'],
      ] as const) {
        await page.getByLabel(`${of} · 人数`).fill(heads);
        await page.getByLabel(`${of} · 专有面积`).fill(area);
      }
      await page.getByLabel('通知日期').fill('2026-09-01');
      await page.getByLabel('表决日期').fill('2026-09-20');
      await page.getByLabel('已告知居民委员会').check();
      await page.getByLabel(/^会议记录/).setInputFiles(file('minutes.txt'));
      await page.getByText('参加表决的人数或面积不足三分之二').waitFor();
      await page.getByLabel('参加表决 · 人数').fill('16');
      await page.getByRole('status').getByText('表决有效，已通过').waitFor();
      await page.getByRole('button', { name: '保存表决材料' }).click();
      await page.locator('.pair').getByText('表决有效，已通过').waitFor();
      await take(page, '提交');
      await expectSound(page);
    });
    const open = async (visiting: Visit, person: string) => {
      await signIn(visiting, person, desk('applications'));
      await visiting.page.getByRole('link', { name: '加装路灯（旅程）' }).click();
    };
    await visit(async (visiting) => {
      await open(visiting, '陆文秋');
      await take(visiting.page, '受理');
    });
    for (const person of ['温如玉', '梁守正'])
      await visit(async (visiting) => {
        const { page } = visiting;
        await open(visiting, person);
        await page.getByLabel('评分（0–100）').fill('90');
        await page.locator('#vote-reason').fill('三无院落，夜间出行不便。');
        await page.getByRole('button', { name: '投票', exact: true }).click();
        await page.getByText('您的单位已投票。').waitFor();
        // Sealed: nobody sees another's vote before the review is closed.
        expect(await page.locator('table', { hasText: '评分' }).locator('tbody tr').count()).toBe(1);
        if (person === '温如玉') return;
        await page.getByRole('button', { name: '结束评审，公开分数' }).click();
        await page.getByText('评审通过').waitFor();
        await take(page, '批准', '符合规则。');
        await expectSound(page);
        await page.getByRole('link', { name: '公开页面' }).waitFor();
      });
    await visit(async (visiting) => {
      const { page, go, context } = visiting;
      await go('/funds/giving/');
      const address = new URL(`/funds/${FUND}/applications/`, page.url()).href;
      const list = async () => (await context.request.get(address)).text();
      await expect.poll(list).toMatch(/加装路灯（旅程）[^]*?公示中/);
      await go(`/funds/${FUND}/applications/`);
      await page.getByRole('link', { name: '加装路灯（旅程）' }).click();
      await page.getByLabel('您的异议').fill('路灯位置离窗户太近。');
      await page.getByRole('button', { name: '提交异议' }).click();
      await page.getByText('已收到您的异议，公示已暂停').waitFor();
      await expectAccessible(page);
    });
  }, 240_000);

  test('the auditor reads slips and findings, and records nothing', async () => {
    await visit(async (visiting) => {
      const { page } = visiting;
      await signIn(visiting, '江明澈', desk('audit'));
      await page.getByRole('heading', { name: '检查问题' }).waitFor();
      await page.getByRole('table', { name: '已处理的单据' }).waitFor();
      expect(await page.getByRole('button', { name: '作废' }).count()).toBe(0);
      await expectSound(page);
    });
  }, 60_000);
});
