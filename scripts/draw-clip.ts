/** Records the short clip that all titles of the film app play: `node scripts/draw-clip.ts`. A raft crosses the picture; drawn and recorded by Chromium. */
import { readFileSync, writeFileSync } from 'node:fs';
import { startBrowser } from '../e2e/bench/browser.ts';

const LENGTH_MS = 4_000;
const scene = 'data:image/jpeg;base64,' + readFileSync('public/apps/scene.jpg').toString('base64');
const browser = await startBrowser();
const page = await browser.newPage();
const bytes = await page.evaluate(
  async ({ scene, length_ms }) => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [560, 316];
    const pen = canvas.getContext('2d') as CanvasRenderingContext2D;
    const picture = new Image();
    picture.src = scene;
    await picture.decode();
    const recorder = new MediaRecorder(canvas.captureStream(12), { mimeType: 'video/webm;codecs=vp8', videoBitsPerSecond: 250_000 });
    const parts: Blob[] = [];
    recorder.ondataavailable = ({ data }) => void parts.push(data);
    const ended = new Promise((done) => (recorder.onstop = done));
    recorder.start();
    const began = performance.now();
    await new Promise<void>((done) => {
      const frame = (): void => {
        const passed = (performance.now() - began) / length_ms;
        const shift = Math.sin(passed * Math.PI * 2) * 8;
        pen.drawImage(picture, -10 + shift, -6, 580, 328);
        if (passed < 1) requestAnimationFrame(frame);
        else done();
      };
      frame();
    });
    recorder.stop();
    await ended;
    return [...new Uint8Array(await new Blob(parts).arrayBuffer())];
  },
  { scene, length_ms: LENGTH_MS },
);
await browser.close();
writeFileSync('public/apps/clip.webm', Buffer.from(bytes));
console.log('public/apps/clip.webm', bytes.length, 'bytes');
