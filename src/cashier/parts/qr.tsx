import type { QrBits } from '../../protocol/step.ts';
import { QR_PX } from '../canvas-sizes.ts';
import type { Size } from '../canvas-sizes.ts';

/** Modules of white around a code, by its standard. */
const QUIET = 4;

/** A code on its white card: whole pixels a module, never stretched. `picture` is for engines without a canvas. */
export function Qr({ qr, size, picture, alt }: { qr: QrBits; size: Size; picture: string; alt: string }) {
  const card = QR_PX[size];
  const modules = qr.rows.length;
  const module_px = Math.max(1, Math.floor(card / (modules + 2 * QUIET)));
  const px = module_px * modules;
  const at = Math.floor((card - px) / 2) + 'px';
  return (
    <div class="at card qr">
      {typeof HTMLCanvasElement !== 'undefined' ? (
        <canvas width={px} height={px} style={{ left: at, top: at }} ref={(canvas) => draw(canvas, qr, module_px)} />
      ) : (
        <img src={picture} alt={alt} width={card} height={card} />
      )}
    </div>
  );
}

/** Runs of dark modules as one rectangle each: a third of the calls. */
function draw(canvas: HTMLCanvasElement | null, { rows }: QrBits, module_px: number): void {
  const paper = canvas && canvas.getContext('2d');
  if (!paper) return;
  paper.clearRect(0, 0, paper.canvas.width, paper.canvas.height);
  paper.fillStyle = '#101418';
  rows.forEach((row, y) => {
    const runs = /1+/g;
    for (let run = runs.exec(row); run; run = runs.exec(row))
      paper.fillRect(run.index * module_px, y * module_px, run[0].length * module_px, module_px);
  });
}
