/** The round signs above a title, and the ring that turns while something is waited for. */
import { gradient, pen, svg } from './parts.ts';

const DOWN = 'x1="0" y1="0" x2="0" y2="1"';
const white = pen('#eaebeb');

const sign = (a: string, b: string, inner: string): string =>
  svg(
    `<defs>${gradient('d', a, b, DOWN)}</defs><circle cx="66" cy="66" r="66" fill="url(#d)" fill-opacity=".22"/><circle cx="66" cy="66" r="52" fill="url(#d)"/>${inner}`,
    132,
    132,
  );

export const SIGNS = {
  done: sign('#5bd89a', '#27a067', white.line('M43 68 60 85 91 50', 11)),
  safe: sign(
    '#5fb0eb',
    '#1f66b4',
    '<path d="M66 34 92 44V64C92 81 81 92 66 98 51 92 40 81 40 64V44Z" fill="#eaebeb"/>' + pen('#1f66b4').line('m53 65 9 10 18-19', 7.5),
  ),
  wait: sign('#4b8fd0', '#2a5f9c', [42, 66, 90].map((x) => white.dot(x, 66, 7.5)).join('')),
  note: sign('#e6cf6a', '#b3922c', pen('#14202c').line('M66 40V72', 11) + pen('#14202c').dot(66, 90, 6.5)),
  over: sign('#7f97b0', '#4d6580', white.line('M66 42V68L84 80', 9)),
};

/** One of the eight places of the ring's bright part. */
export const ring = (i: number): string =>
  svg(
    `<circle cx="24" cy="24" r="19" fill="none" stroke="#3c5a78" stroke-width="6"/><path d="M24 5a19 19 0 0 1 19 19" fill="none" stroke="#58dcc0" stroke-width="6" stroke-linecap="round" transform="rotate(${i * 45} 24 24)"/>`,
    48,
    48,
  );
