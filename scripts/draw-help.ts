/**
 * Draws the help's pictures into public/help, each in the three sizes of the page: `node scripts/draw-help.ts`. Run after
 * a change of help-pictures.ts; the PNGs are kept in the repository, so that a build needs no browser.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { PICTURE_PX } from '../src/cashier/sizes.ts';
import { PICTURES } from '../src/cashier/css.ts';
import { helpSvg } from './help-pictures.ts';
import { palettePng } from './png.ts';

type Size = 'hd' | 'fhd' | 'sd';
const OUT = fileURLToPath(new URL('../public/help/', import.meta.url));
const profile = await mkdtemp(join(tmpdir(), 'help-'));
const browser = await chromium.launchPersistentContext(profile, {
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  headless: true,
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
});

try {
  const page = await browser.newPage();
  for (const name of PICTURES) {
    for (const [size, [width, height]] of Object.entries(PICTURE_PX) as [Size, readonly [number, number]][]) {
      const pixels = await page.evaluate(
        async ({ svg, width, height }) => {
          const image = new Image(width, height);
          image.src = 'data:image/svg+xml,' + encodeURIComponent(svg);
          await image.decode();
          const canvas = document.createElement('canvas');
          canvas.width = width;
          canvas.height = height;
          const paper = canvas.getContext('2d') as CanvasRenderingContext2D;
          paper.fillStyle = '#13273a';
          paper.fillRect(0, 0, width, height);
          paper.drawImage(image, 0, 0);
          let text = '';
          for (const byte of paper.getImageData(0, 0, width, height).data) text += String.fromCharCode(byte);
          return btoa(text);
        },
        { svg: helpSvg(name, width, height), width, height },
      );
      const rgba = Buffer.from(pixels, 'base64');
      // These have gradients, as photographs have: in steps of 8 there is a place for every hue.
      const photo = name.startsWith('bank_');
      if (photo) for (let i = 0; i < rgba.length; i++) rgba[i] = Math.min(255, Math.round((rgba[i] as number) / 8) * 8);
      const png = palettePng(rgba, width, height, photo ? 256 : 64);
      await writeFile(join(OUT, `${name}-${size}.png`), png);
      console.log(`${name}-${size}.png`.padEnd(20), String(png.length).padStart(7), 'bytes');
    }
  }
} finally {
  await browser.close();
  await rm(profile, { recursive: true, force: true });
}
