// Draws the PNG icons from public/icon.svg with the system's Chromium. Run by hand after changing the sign:
//   npm run icons
import { readFileSync, writeFileSync } from 'node:fs';
import { chromium } from '@playwright/test';

const svg = readFileSync('public/icon.svg', 'utf8');
// A maskable icon may be cut to a circle: the ground fills the square and the sign keeps to the middle.
const maskable = svg.replace('rx="112"', '').replace('viewBox="0 0 512 512"', 'viewBox="-64 -64 640 640"');
const ground = '<rect x="-64" y="-64" width="640" height="640" fill="#0B5560"/>';

const pictures = [
  ['icon-192.png', 192, svg],
  ['icon-512.png', 512, svg],
  ['icon-maskable-512.png', 512, maskable.replace('>', `>${ground}`)],
];

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
for (const [name, side, drawing] of pictures) {
  const page = await browser.newPage({ viewport: { width: side, height: side } });
  const sized = drawing.replace('<svg ', `<svg width="${side}" height="${side}" style="display:block" `);
  await page.setContent(`<body style="margin:0">${sized}`);
  writeFileSync(`public/${name}`, await page.screenshot({ omitBackground: true }));
  await page.close();
}
await browser.close();
