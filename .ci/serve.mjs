// `serve` beside a browser: an author edits, breaks and mends a file, and looks at the page. Pictures of the errors and of
// the page that is out of date are left in a folder to be looked at.
import { chromium } from 'playwright-core';
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [program, site, pictures] = process.argv.slice(2);
const newest = readdirSync(join(site, 'content/snapshots')).sort().at(-1);
const file = join(site, 'content/snapshots', newest), good = readFileSync(file, 'utf8');
const report = `reports/${newest.replace('.yaml', '')}/`;
const problems = [];
const check = (holds, text) => { if (!holds) problems.push(text); };
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const served = spawn(program, ['serve', '--root', site, '--port', '0', '--format', 'json'], { stdio: ['ignore', 'pipe', 'inherit'] });
process.on('exit', () => served.kill());
const lines = createInterface(served.stdout)[Symbol.asyncIterator]();
const said = async key => { for (;;) { const { value, done } = await lines.next(); if (done) throw new Error(`serve ended before it said ${key}`); const line = JSON.parse(value); if (key in line) return line[key]; } };
const home = await said('address');
await said('renewed');

const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-quic',
  '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
const tab = await browser.newPage({ viewport: { width: 1280, height: 700 } });
tab.setDefaultTimeout(60000);
tab.on('console', message => { if (message.type() === 'error') problems.push(`${tab.url()}: ${message.text()}`); });
let loads = 0;
tab.on('load', () => loads++);
await tab.goto(home + report);

// A burst of writes: one reload, to the last of them. A machine that stops between two writes makes it two: then once more.
let once = false;
for (let round = 0; round < 3 && !once; round++) {
  loads = 0;
  for (let write = 0; write < 20; write++) writeFileSync(file, good.replace('A note', `Edited ${round} ${write}`));
  await tab.getByText(`Edited ${round} 19`).first().waitFor();
  await tab.waitForLoadState('load');
  once = loads === 1;
}
check(once, `a burst of writes loads the page ${loads} times`);

// Broken: the errors come by themselves, in light and dark; the page is still there, and says that it is out of date.
writeFileSync(file, good.replace(/^date:/m, 'dates:'));
await tab.waitForURL(/__shortfall\/errors/);
const text = await tab.innerText('main');
check(['2 errors', 'the key date is missing', `snapshots/${newest}:1:1`, 'did you mean date?'].every(part => text.includes(part)), `the errors say: ${text}`);
const look = async (name, shown) => {
  for (const colorScheme of ['light', 'dark']) for (const width of [360, 1280]) {
    await tab.emulateMedia({ colorScheme });
    await tab.setViewportSize({ width, height: 700 });
    check(await tab.evaluate(() => document.documentElement.scrollWidth) <= width, `${name} (${width}) scrolls sideways`);
    await tab.screenshot({ path: join(pictures, `${name}-${colorScheme}-${width}.png`) });
    if (!shown) continue;
    const session = await tab.context().newCDPSession(tab);
    await session.send('Runtime.evaluate', { expression: axe });
    const found = await tab.evaluate(() => axe.run(document, { resultTypes: ['violations'], preload: false }));
    for (const v of found.violations) problems.push(`${name} (${colorScheme}, ${width}): ${v.id}: ${v.help} (${v.nodes[0].target})`);
  }
};
await look('errors', true);
await tab.getByRole('link', { name: 'Go on' }).click();
await tab.waitForURL(home + report);
check(await tab.locator('.shortfall-banner').isVisible() && (await tab.innerText('main')).includes('Edited'), 'the former page is not there');
await look('out-of-date', false);
await tab.locator('.shortfall-banner a').click();
await tab.waitForURL(/__shortfall\/errors/);

// Mended: back to where the author was.
writeFileSync(file, good);
await tab.waitForURL(home + report);
check(!(await tab.innerText('main')).includes('Edited') && await tab.locator('.shortfall-banner').count() === 0, 'the mended page is not shown');
await browser.close();
check(!readdirSync(site).includes('output'), 'something was written');

for (const problem of problems) console.error(problem);
console.log(`a served page was edited, broken and mended: ${problems.length} problems`);
process.exit(problems.length ? 1 : 0);
