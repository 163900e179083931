import { existsSync } from 'node:fs';
import chromium from '@sparticuz/chromium';
import { chromium as playwright, type Browser } from 'playwright-core';

const own = ['/usr/bin/google-chrome', '/usr/bin/chromium', '/usr/bin/chromium-browser'];

/** The package's own arguments weaken what the tests are to see (web security, sites in one process), so these are ours. */
const args = [
  '--no-sandbox',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--font-render-hinting=none',
];

/** The browser of the npm package, or the machine's own where that does not run (CHROME names another). */
export async function openBrowser(): Promise<Browser> {
  const named =
    process.env['CHROME'] ?? (process.platform === 'linux' ? undefined : own.find((path) => existsSync(path)));
  return playwright.launch({ executablePath: named ?? (await chromium.executablePath()), args, headless: true });
}
