import type { Size } from '../canvas-sizes.ts';
import { MARK_PX } from '../canvas-sizes.ts';

export type MarkKind = 'done' | 'wait' | 'note' | 'over';

/** A line is x, y, x, y ... in hundredths of the disc. */
const MARKS: { readonly [kind in MarkKind]: { disc: string; ink: string; lines: readonly (readonly number[])[] } } = {
  done: { disc: '#37b26c', ink: '#0b1622', lines: [[26, 52, 43, 68, 74, 35]] },
  wait: {
    disc: '#2f6aa8',
    ink: '#e8eef5',
    lines: [
      [24, 50, 34, 50],
      [45, 50, 55, 50],
      [66, 50, 76, 50],
    ],
  },
  note: {
    disc: '#f0b43c',
    ink: '#0b1622',
    lines: [
      [50, 22, 50, 59],
      [50, 69, 50, 79],
    ],
  },
  over: { disc: '#5d7590', ink: '#e8eef5', lines: [[50, 24, 50, 53, 70, 64]] },
};

/** The big round mark above a title; drawn, because box fonts lack such letters. Without a canvas the title alone says it. */
export function Mark({ kind, size }: { kind: MarkKind; size: Size }) {
  const px = MARK_PX[size];
  return <canvas class="at mark-big" width={px} height={px} ref={(canvas) => draw(canvas, kind, px)} />;
}

function draw(canvas: HTMLCanvasElement | null, kind: MarkKind, px: number): void {
  const paper = canvas && canvas.getContext('2d');
  if (!paper) return;
  const { disc, ink, lines } = MARKS[kind];
  paper.fillStyle = disc;
  paper.arc(px / 2, px / 2, px / 2, 0, 7, false);
  paper.fill();
  paper.strokeStyle = ink;
  paper.lineWidth = px * 0.1;
  for (const line of lines) {
    paper.beginPath();
    for (let i = 0; i < line.length; i += 2) paper.lineTo(((line[i] as number) * px) / 100, ((line[i + 1] as number) * px) / 100);
    paper.stroke();
  }
}
