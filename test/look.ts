import { mkdir } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { openBrowser } from './browser.ts';
import { serveSite } from './web/server.ts';

/**
 * Takes screenshots of pages: `node test/look.ts [--base URL] [--out FOLDER] [--modes light,dark,elder] [--widths 390,1280] PATH...`
 * Without --base it shows the small county of the tests.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    base: { type: 'string' },
    out: { type: 'string', default: '.build/look' },
    modes: { type: 'string', default: 'light,dark,elder' },
    widths: { type: 'string', default: '390,1280' },
  },
});

const site = values.base ? { base: values.base, close: () => undefined } : await serveSite();
const browser = await openBrowser();
await mkdir(values.out, { recursive: true });
for (const mode of values.modes.split(','))
  for (const width of values.widths.split(',').map(Number)) {
    const context = await browser.newContext({
      viewport: { width, height: width < 600 ? 844 : 900 },
      colorScheme: mode === 'dark' ? 'dark' : 'light',
      locale: 'zh-CN',
    });
    await context.addInitScript((elder) => localStorage.setItem('elder', elder ? 'on' : 'off'), mode === 'elder');
    const page = await context.newPage();
    page.on('console', (message) => message.type() === 'error' && console.error(message.text()));
    for (const path of positionals.length > 0 ? positionals : ['/']) {
      await page.goto(site.base + path, { waitUntil: 'networkidle' });
      const name = `${path.replace(/[^a-z0-9]+/gi, '-').replace(/^-|-$/g, '') || 'home'}.${mode}.${width}.png`;
      await page.screenshot({ path: `${values.out}/${name}`, fullPage: true });
      const overflow = await page.evaluate('document.documentElement.scrollWidth > innerWidth');
      console.log(`${values.out}/${name}${overflow === true ? '  SCROLLS SIDEWAYS' : ''}`);
    }
    await context.close();
  }
await browser.close();
site.close();
