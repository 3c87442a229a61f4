import type { Boot } from '../../protocol/boot.ts';
import type { QrBits } from '../../protocol/step.ts';

/** Modules of white around a code, by its standard. */
const QUIET = 4;

interface QrProps {
  qr: QrBits;
  boot: Boot;
  /** Side of the white card, in drawn pixels. */
  card: number;
  /** For engines without a canvas. */
  picture: string;
}

/** A code on its white card: whole pixels of the screen a module, never stretched. */
export function Qr({ qr, boot, card, picture }: QrProps) {
  const modules = qr.rows.length;
  const { scale = 1 } = boot;
  const dots = Math.max(1, Math.floor((card * scale) / (modules + 2 * QUIET)));
  const side = modules * dots;
  const px = side / scale;
  const at = Math.floor((card - px) / 2) + 'px';
  return (
    <div class="at paper card qr" style={{ width: card + 'px', height: card + 'px' }}>
      {typeof HTMLCanvasElement !== 'undefined' ? (
        <canvas
          width={side}
          height={side}
          style={{ left: at, top: at, width: px + 'px', height: px + 'px' }}
          ref={(canvas) => draw(canvas, qr, dots)}
        />
      ) : (
        <img src={picture} alt={boot.words.qr_alt} width={card} height={card} />
      )}
    </div>
  );
}

/** Runs of dark modules as one rectangle each: a third of the calls. */
function draw(canvas: HTMLCanvasElement | null, { rows }: QrBits, dots: number): void {
  const paper = canvas && canvas.getContext('2d');
  if (!paper) return;
  paper.clearRect(0, 0, paper.canvas.width, paper.canvas.height);
  paper.fillStyle = '#101418';
  rows.forEach((row, y) => {
    const runs = /1+/g;
    for (let run = runs.exec(row); run; run = runs.exec(row)) paper.fillRect(run.index * dots, y * dots, run[0].length * dots, dots);
  });
}
