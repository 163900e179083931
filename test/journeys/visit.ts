import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject } from 'vitest';
import { openBrowser } from '../browser.ts';

let browser: Browser;
beforeAll(async () => void (browser = await openBrowser()));
afterAll(() => browser.close());

export interface Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Opens a path of the stack and returns the answer's status. */
  go(path: string): Promise<number>;
}

/**
 * Opens a page, lets the journey happen, and fails it when any request left the site's own origin or a script or a
 * content security policy complained.
 */
export async function visit(
  journey: (visit: Visit) => Promise<void>,
  options: BrowserContextOptions = {},
): Promise<void> {
  const base = inject('base');
  const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const elsewhere: string[] = [];
  const complaints: string[] = [];
  context.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol !== 'data:' && url.origin !== new URL(base).origin) elsewhere.push(request.url());
  });
  context.on('console', (message) => {
    // A page that is not there is a complaint of the browser, not of the page.
    if (message.type() === 'error' && !message.text().includes('status of 4')) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  try {
    await journey({ page, context, go: async (path) => (await page.goto(base + path))?.status() ?? 0 });
    expect({ elsewhere, complaints }).toEqual({ elsewhere: [], complaints: [] });
  } finally {
    await context.close();
  }
}

/** Signs somebody of the demo in on a staff page. */
export async function signIn({ page, go }: Visit, person: string, path = '/staff/'): Promise<void> {
  await go(path);
  await page.getByRole('button', { name: '登录' }).click();
  await page.getByRole('button', { name: person }).click();
  await page.waitForURL((url) => url.pathname === path.split('?')[0] && !url.searchParams.has('code'));
  await page.getByRole('button', { name: '退出' }).waitFor();
}

/**
 * Every rule of axe for WCAG 2.2 AA and its best practices; none may be broken.
 * @param alike what repeats what is judged already, and is taken off the page: axe takes long for hundreds of the same part
 */
export async function expectAccessible(page: Page, alike?: string): Promise<void> {
  if (alike !== undefined) await page.locator(alike).evaluateAll((nodes) => nodes.forEach((node) => node.remove()));
  // Judged within the page, and without an account of all that is in order: two thirds of axe's time. No page of ours has frames.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
  const { violations } = await axe.analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)).toEqual([]);
}

/** Whether a reader would have to scroll sideways. */
export const scrollsSideways = (page: Page): Promise<boolean> =>
  page.evaluate<boolean>('document.documentElement.scrollWidth > document.documentElement.clientWidth');
