// A built newsletter kit and its embedded charts: what mail clients support, what forums render, what a frame does on
// another site. Pictures of the newest mail and of the frames are left in a folder to be looked at.
import { caniemail } from 'caniemail';
import MarkdownIt from 'markdown-it';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { chromium } from 'playwright-core';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';

const [site, pictures] = process.argv.slice(2);
const BASE = 'https://rescue.example';
const problems = [];
const check = (holds, text) => { if (!holds) problems.push(text); };
const read = path => readFileSync(join(site, path), 'utf8');
const kits = readdirSync(join(site, 'newsletter')).sort();
const charts = readdirSync(join(site, 'embed')).sort();

// What mail clients support. `errors` of the table that are on this list do no harm; partial support is not an error.
const CLIENTS = ['apple-mail.macos', 'apple-mail.ios', 'gmail.desktop-webmail', 'gmail.ios', 'gmail.android',
  'gmail.mobile-webmail', 'outlook.windows', 'outlook.windows-mail', 'outlook.macos', 'outlook.ios', 'outlook.android',
  'yahoo.desktop-webmail', 'yahoo.ios', 'yahoo.android', 'thunderbird.macos'];
const GRACEFUL = {
  'display:none gmail.mobile-webmail': 'the preheader is shown, a sentence of the brief',
  'overflow outlook.windows': 'the preheader is hidden by display:none',
  'overflow outlook.windows-mail': 'the preheader is hidden by display:none',
  'table-layout outlook.windows': 'each cell of the bar has a width of its own',
  'table-layout outlook.windows-mail': 'each cell of the bar has a width of its own',
  'role attribute outlook.windows-mail': 'tables for layout are read out as tables',
  '<body> element outlook.macos': 'the ground is that of the outermost table',
  '<body> element yahoo.ios': 'the ground is that of the outermost table',
  '<body> element yahoo.android': 'the ground is that of the outermost table',
  'word-break outlook.windows-mail': 'a name that is one very long word widens the mail',
  'word-break yahoo.desktop-webmail': 'a name that is one very long word widens the mail',
  'word-break yahoo.ios': 'a name that is one very long word widens the mail',
  'word-break yahoo.android': 'a name that is one very long word widens the mail',
  'height property yahoo.desktop-webmail': 'becomes min-height, which is as good',
  'height property yahoo.ios': 'becomes min-height, which is as good',
  'height property yahoo.android': 'becomes min-height, which is as good',
};
const graceful = new Set();
for (const kit of new Set([kits[0], kits[kits.length >> 1], kits.at(-1)])) {
  const html = read(`newsletter/${kit}/email.html`);
  check(html.length <= 60000, `${kit}: the mail has ${html.length} bytes`);
  check(!/<svg|<picture|\.svg/.test(html), `${kit}: a drawing that Outlook and Gmail do not show`);
  for (const client of CLIENTS) for (const title of unsupported(html, client)) {
    const found = `${title} ${client}`;
    graceful.add(found);
    check(GRACEFUL[found], `${kit}: ${found} is not supported`);
  }
}
for (const found of Object.keys(GRACEFUL)) check(graceful.has(found), `the list of graceful features has ${found} for nothing`);

function unsupported(html, client) {
  for (;;) try {
    const { errors } = caniemail({ clients: [client], html }).issues;
    return new Set([...errors.values()].flat().map(issue => issue.title));
  } catch (error) {
    // The table has no row for this feature and this client, and the checker stops there: go on without it.
    const title = /^Feature "(.+)" not found/.exec(error.message)?.[1];
    if (!title) throw error;
    html = html.replaceAll(new RegExp(`\\b${title}:[^;"]*;?`, 'g'), '');
  }
}

// Markdown in renderers of the kind that forums use.
const count = (text, what) => text.split(what).length - 1;
const discourse = new MarkdownIt({ html: true, linkify: true });
for (const kit of kits) {
  const post = read(`newsletter/${kit}/discourse.md`), readme = read(`newsletter/${kit}/github.md`);
  const rendered = { discourse: discourse.render(post), github: micromark(readme, { extensions: [gfm()], htmlExtensions: [gfmHtml()], allowDangerousHtml: true }) };
  for (const [name, html] of Object.entries(rendered)) {
    const words = html.replace(/<[^>]+>/g, ' ');
    check(count(name === 'github' ? readme : post, /\n\|(?: -+:? \|)+/) <= count(html, '<table'), `${kit} ${name}: a table is not one`);
    check(!/\|\s*-{3}/.test(words) && !/^#+ |\]\(|\*\*/m.test(words), `${kit} ${name}: Markdown is left in the text`);
    check(!/@\w/.test(words) && !/(^|\s)#\d/.test(words), `${kit} ${name}: mentions someone`);
    check(count(html, '<h1') === 1 && count(html, '<img') > 0, `${kit} ${name}: has no title or no picture`);
    for (const [, src] of html.matchAll(/(?:src|srcset)="([^"]+)"/g)) check(src.startsWith(BASE) && existsSync(join(site, src.slice(BASE.length))), `${kit} ${name}: ${src} is not there`);
  }
  check(count(rendered.github, '<picture>') === count(rendered.github, '-dark.png') && count(rendered.github, '<picture>') > 0, `${kit}: github.md is not light and dark`);
  check(/<details><summary>[^<]+<\/summary>\s*<table/.test(rendered.github), `${kit}: github.md has no table in its details`);
  check(/<p>\[details=&quot;[^<]+&quot;\]<\/p>\s*<table/.test(rendered.discourse), `${kit}: discourse.md has no table in its details`);
  check(count(post, '[details=') === count(post, '[/details]'), `${kit}: discourse.md does not close its details`);
}

// oEmbed: the answer's shape, and that the page of the chart leads to it.
for (const chart of charts) {
  const answer = JSON.parse(read(`oembed/${chart}.json`)), page = read(`charts/${chart}/index.html`);
  check(answer.version === '1.0' && answer.type === 'rich' && typeof answer.html === 'string', `oEmbed ${chart}: not a rich answer`);
  check(Number.isInteger(answer.width) && Number.isInteger(answer.height) && answer.height > 100, `oEmbed ${chart}: no size`);
  check(answer.html.includes(`src="${BASE}/embed/${chart}/"`), `oEmbed ${chart}: leads elsewhere`);
  check(existsSync(join(site, answer.thumbnail_url.slice(BASE.length))), `oEmbed ${chart}: no thumbnail`);
  check(page.includes('type="application/json+oembed"') && page.includes(`href="${BASE}/oembed/${chart}.json"`), `oEmbed ${chart}: not discovered`);
}

// Two origins: the site, and a page of someone else.
const TYPES = { '.html': 'text/html', '.css': 'text/css', '.png': 'image/png', '.svg': 'image/svg+xml', '.woff2': 'font/woff2', '.json': 'application/json' };
const serve = answer => new Promise(done => { const server = createServer(answer).listen(0, '127.0.0.1', () => done(server)); });
const own = await serve((request, response) => {
  let file = join(site, decodeURIComponent(new URL(request.url, 'http://x').pathname));
  if (existsSync(file) && statSync(file).isDirectory()) file = join(file, 'index.html');
  if (!existsSync(file)) return response.writeHead(404).end();
  response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' }).end(readFileSync(file));
});
const home = `http://127.0.0.1:${own.address().port}`;
let pasted = '';
const other = await serve((request, response) => response.writeHead(200, { 'content-type': 'text/html' }).end(
  `<!doctype html><html lang="en"><title>Elsewhere</title><body style="margin:0">${pasted.replaceAll(BASE, home)}`));
const elsewhere = `http://localhost:${other.address().port}/`;

const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-quic',
  '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const newest = kits.at(-1);

async function open(address, { width, scheme = 'light' }, look) {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: scheme });
  const tab = await context.newPage();
  tab.on('console', message => { if (message.type() === 'error') problems.push(`${address} (${scheme}, ${width}): ${message.text()}`); });
  // The mail's pictures have the site's own address.
  await tab.route(`${BASE}/**`, route => route.fulfill({ path: join(site, new URL(route.request().url()).pathname) }));
  await tab.goto(address, { waitUntil: 'load' });
  await look(tab, context, `${address.replace(home, '')} (${scheme}, ${width})`);
  await context.close();
}

// A mail is read within the page of its program, which has the landmarks.
async function accessible(tab, context, name, alone = true) {
  const session = await context.newCDPSession(tab);
  await session.send('Runtime.evaluate', { expression: axe });
  const found = await tab.evaluate(alone => axe.run(document, { resultTypes: ['violations'], preload: false, rules: alone ? {} : { region: { enabled: false }, 'landmark-one-main': { enabled: false } } }), alone);
  for (const v of found.violations) problems.push(`${name}: ${v.id}: ${v.help} (${v.nodes.length}×, ${v.nodes[0].target})`);
}

// The draft's HTML as a mail program shows it; inverted as clients do at night, which leave pictures alone.
for (const width of [600, 360]) for (const [scheme, invert] of [['light', ''], ['dark', ''], ['inverted', 'html{background:#fff;filter:invert(1) hue-rotate(180deg)}img{filter:invert(1) hue-rotate(180deg)}']]) {
  await open(`file://${join(pictures, 'mail.html')}`, { width, scheme: scheme === 'dark' ? 'dark' : 'light' }, async (tab, context, name) => {
    const { wide, broken } = await tab.evaluate(() => ({ wide: document.documentElement.scrollWidth, broken: [...document.images].filter(i => !i.naturalWidth).length }));
    check(wide <= width, `${name}: scrolls sideways: ${wide} px`);
    check(broken === 0, `${name}: ${broken} pictures do not load`);
    if (scheme === 'light') await accessible(tab, context, name, false);
    if (invert) await tab.addStyleTag({ content: invert });
    await tab.screenshot({ path: join(pictures, `mail-${width}-${scheme}.png`), fullPage: true });
  });
}

// A frame takes the height of what is in it; without its script it keeps a shape, and all of it can be reached.
let grow = '';
await open(`${home}/charts/ladder/`, { width: 1280 }, async tab => { grow = (await tab.inputValue('#frame-ladder')).split('<script>')[1]; });
for (const chart of charts) {
  pasted = `${JSON.parse(read(`oembed/${chart}.json`)).html}<script>${grow}`;
  await open(elsewhere, { width: 960 }, async tab => {
    const frame = await (await tab.waitForSelector('iframe')).contentFrame();
    await frame.waitForURL(`${home}/**`);
    for (const width of [960, 600, 360]) {
      await tab.setViewportSize({ width, height: 900 });
      const fits = await frame.waitForFunction(width => innerWidth === width &&
        Math.abs(document.documentElement.getBoundingClientRect().height - innerHeight) <= 1, width, { timeout: 3000 }).then(() => true, () => false);
      const [inner, shown] = await frame.evaluate(() => [[document.documentElement.getBoundingClientRect().height, innerHeight],
        [...document.querySelectorAll('svg')].filter(s => s.getClientRects().length).map(s => s.getAttribute('class'))]);
      check(fits, `${chart} in a frame (${width}): ${inner.join(' px in ')} px`);
      check(shown.length === 1 && shown[0].endsWith({ 360: 'narrow', 600: 'mail', 960: 'page' }[width]), `${chart} in a frame (${width}): shows ${shown}`);
      if (['ladder', 'who'].includes(chart)) await tab.screenshot({ path: join(pictures, `frame-${chart}-${width}.png`) });
    }
  });
}
pasted = pasted.split('<script>')[0];
await open(elsewhere, { width: 960 }, async tab => {
  const height = await tab.evaluate(() => document.querySelector('iframe').clientHeight);
  check(height > 200, `without its script a frame is ${height} px high`);
});

// Frames and the kit's page: no finding at all. What is copied arrives in both forms.
for (const page of [`embed/ladder/`, `embed/who/${kits[0]}/`, `embed/metrics/`]) for (const [width, scheme] of [[360, 'light'], [600, 'dark'], [960, 'light'], [960, 'dark']]) {
  await open(`${home}/${page}`, { width, scheme }, async (tab, context, name) => {
    check(await tab.evaluate(() => document.documentElement.scrollWidth) <= width, `${name}: scrolls sideways`);
    await accessible(tab, context, name);
  });
}
for (const page of [`newsletter/${newest}/`, 'charts/ladder/']) await open(`${home}/${page}`, { width: 1280 }, async (tab, context, name) => {
  await accessible(tab, context, name);
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: home });
  const area = page.startsWith('newsletter') ? '#text-substack' : '#markdown-ladder';
  await tab.locator(`${area}`).locator('xpath=preceding-sibling::button[1]').click();
  await tab.waitForTimeout(200);
  const kinds = await tab.evaluate(async () => (await navigator.clipboard.read())[0].types);
  check(kinds.includes('text/plain') && (page.startsWith('charts') || kinds.includes('text/html')), `${name}: copies ${kinds}`);
});
await browser.close();
own.close(); other.close();

for (const problem of problems) console.error(problem);
const weight = statSync(join(site, `newsletter/${newest}/email.html`)).size;
console.log(`${kits.length} kits and ${charts.length} charts in frames, the newest mail of ${weight} bytes: ${problems.length} problems`);
process.exit(problems.length ? 1 : 0);
