// Opens pages of a built site from disk at three widths, light and dark: nothing may scroll sideways, leave the site,
// break the Content-Security-Policy or have an accessibility problem.
import { chromium } from 'playwright-core';
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const site = process.argv[2];
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const newest = readdirSync(join(site, 'reports'), { withFileTypes: true }).filter(e => e.isDirectory()).map(e => e.name).sort();
const giver = readdirSync(join(site, 'contributors'), { withFileTypes: true }).filter(e => e.isDirectory()).map(e => e.name).sort()[0];
const pages = ['index.html', 'reports/index.html', `reports/${newest[0]}/index.html`, `reports/${newest.at(-1)}/index.html`,
  'charts/index.html', 'charts/ladder/index.html', 'data/index.html', 'sources/index.html', 'contributors/index.html', `contributors/${giver}/index.html`, 'events/index.html', 'revisions/index.html',
  'methodology/index.html', `newsletter/${newest.at(-1)}/index.html`, `newsletter/${newest.at(-1)}/email.html`, 'embed/ladder/index.html', `embed/who/${newest[0]}/index.html`, '404.html'];

const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-quic',
  '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
const problems = [];
for (const page of pages) for (const colorScheme of ['light', 'dark']) for (const width of [360, 768, 1280]) {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, bypassCSP: false });
  const tab = await context.newPage();
  const say = text => problems.push(`${page} (${colorScheme}, ${width}): ${text}`);
  tab.on('console', message => { if (message.type() === 'error') say(message.text()); });
  tab.on('request', request => { if (!/^(file|data):/.test(request.url())) say(`asks for ${request.url()}`); });
  await tab.goto(`file://${join(site, page)}`, { waitUntil: 'load' });
  const scroll = await tab.evaluate(() => document.documentElement.scrollWidth);
  if (scroll > width) say(`scrolls sideways: ${scroll} px`);
  const isMail = page.endsWith('email.html');
  const fonts = isMail || await tab.evaluate(async () => { await document.fonts.ready; return document.fonts.check('600 16px Inter'); });
  if (!fonts) say('the font did not load');
  if (width === 1280 || colorScheme === 'light') {
    // The checker is a guest of the test, not of the page: it runs outside the page's policy.
    const session = await context.newCDPSession(tab);
    await session.send('Runtime.evaluate', { expression: axe });
    // A mail stands within the page of a mail program, which has the landmarks.
    const landmarks = { 'landmark-one-main': { enabled: !isMail }, region: { enabled: !isMail } };
    const found = await tab.evaluate(rules => axe.run(document, { resultTypes: ['violations'], preload: false, rules }), landmarks);
    for (const v of found.violations) say(`${v.id}: ${v.help} (${v.nodes.length}×, ${v.nodes[0].target})`);
  }
  await context.close();
}
await browser.close();
for (const problem of problems) console.error(problem);
console.log(`${pages.length} pages in 6 views: ${problems.length} problems`);
process.exit(problems.length ? 1 : 0);
