// Opens a page of every kind of a built site at three widths, light and dark: nothing may scroll sideways, leave the site,
// break the Content-Security-Policy or have an accessibility problem. Pages are opened from disk; the page for lost readers
// is asked for in a folder that is not there, of a server on this machine.
import { chromium } from 'playwright-core';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { extname, join } from 'node:path';

const site = process.argv[2];
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const read = page => readFileSync(join(site, page), 'utf8');
const folders = below => !existsSync(join(site, below)) ? [] :
  readdirSync(join(site, below), { withFileTypes: true }).filter(e => e.isDirectory()).map(e => e.name).sort();
const pages_of = below => folders(below).map(name => join(below, name, 'index.html')).filter(page => existsSync(join(site, page)));
const ends = list => [...new Set([list[0], list.at(-1)])].filter(Boolean);

// What every site has; then the author's own pages, whatever they are called. A kit stands beside its report.
const [first, newest] = [folders('reports')[0], folders('reports').at(-1)];
const leads_on = page => read(page).includes('http-equiv="refresh"');
const pages = [...new Set(['index.html', ...pages_of('.'), ...ends(pages_of('reports')), ...ends(pages_of('contributors')),
  'charts/ladder/index.html', 'charts/pace/index.html', `newsletter/${newest}/index.html`, `newsletter/${newest}/email.html`,
  'embed/ladder/index.html', `embed/who/${first}/index.html`])].filter(page => existsSync(join(site, page)));

const kinds = { '.html': 'text/html', '.css': 'text/css', '.svg': 'image/svg+xml', '.png': 'image/png', '.woff2': 'font/woff2' };
const root = read('404.html').match(/class="name"><a href="([^"]*)index\.html"/)[1];
const server = createServer((request, response) => {
  const path = decodeURIComponent(request.url.split('?')[0]);
  const file = path.startsWith(root) && join(site, path.slice(root.length));
  const found = file && existsSync(file) && extname(file) in kinds;
  response.writeHead(found ? 200 : 404, { 'Content-Type': kinds[found ? extname(file) : '.html'] });
  response.end(readFileSync(found ? file : join(site, '404.html')));
});
await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
const here = `http://127.0.0.1:${server.address().port}`;
const lost = `${here}${root}no/such/page/`;
// A mail's pictures are the site's own, where it will be published.
const address = read('index.html').match(/rel="canonical" href="([^"]*)"/)?.[1];
const is_ours = url => /^(file|data):/.test(url) || (address && url.startsWith(address));

const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-quic',
  '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
const problems = [];
let views = 0;

async function look(page, colorScheme, width) {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, bypassCSP: false });
  if (address && page.startsWith('newsletter/')) await context.route(`${address}**`, route => route.fulfill({ path: join(site, route.request().url().slice(address.length)) }));
  const tab = await context.newPage();
  const say = text => problems.push(`${page} (${colorScheme}, ${width}): ${text}`);
  // That the page itself is not there is what the server has to say.
  tab.on('console', message => { if (message.type() === 'error' && message.location().url !== lost) say(message.text()); });
  tab.on('request', request => {
    if (!is_ours(request.url()) && !(page === lost && request.url().startsWith(here))) say(`asks for ${request.url()}`);
  });
  await tab.goto(page === lost ? lost : `file://${join(site, page)}`, { waitUntil: 'load' });
  const scroll = await tab.evaluate(() => document.documentElement.scrollWidth);
  if (scroll > width) say(`scrolls sideways: ${scroll} px`);
  const isMail = page.endsWith('email.html');
  const fonts = isMail || await tab.evaluate(async () => {
    await document.fonts.ready;
    return [...document.fonts].every(font => font.status !== 'error') && [...document.fonts].some(font => font.status === 'loaded');
  });
  if (!fonts) say('the font did not load');
  if (width !== 768) {
    // The checker is a guest of the test, not of the page: it runs outside the page's policy.
    const session = await context.newCDPSession(tab);
    await session.send('Runtime.evaluate', { expression: axe });
    // A mail stands within the page of a mail program, which has the landmarks.
    const landmarks = { 'landmark-one-main': { enabled: !isMail }, region: { enabled: !isMail } };
    const found = await tab.evaluate(rules => axe.run(document, { resultTypes: ['violations'], preload: false, rules }), landmarks);
    for (const v of found.violations) say(`${v.id}: ${v.help} (${v.nodes.length}×, ${v.nodes[0].target})`);
  }
  views += 1;
  await context.close();
}

// A page at a former address has nothing to look at: it leads on, from disk too.
for (const page of pages_of('.').filter(leads_on)) {
  const tab = await browser.newPage();
  tab.on('console', message => { if (message.type() === 'error') problems.push(`${page}: ${message.text()}`); });
  await tab.goto(`file://${join(site, page)}`, { waitUntil: 'load' });
  await tab.waitForFunction(() => document.querySelector('main'), null, { timeout: 5000 }).catch(() => problems.push(`${page} leads nowhere`));
  await tab.close();
}
for (const page of [...pages.filter(page => !leads_on(page)), lost]) {
  for (const colorScheme of ['light', 'dark']) for (const width of [360, 768, 1280]) await look(page, colorScheme, width);
}
await browser.close();
server.close();
for (const problem of problems) console.error(problem);
console.log(`${views} views of ${views / 6} pages: ${problems.length} problems`);
process.exit(problems.length ? 1 : 0);
