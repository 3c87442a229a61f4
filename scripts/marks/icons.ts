/** Line icons of one ink. */
import { pen, svg } from './parts.ts';

type Draw = (p: ReturnType<typeof pen>) => string;

const RECEIPT = 'M22 12H74V84L65 77 56.500 84 48 77 39.500 84 31 77 22 84Z';
const KEY = 'M34 22H84V74H34L10 48Z';
const key: Draw = ({ ring }) => ring(48, 48, 41, 5, 0.08);

const ICONS = {
  clock: ({ ring, line }) => ring(48, 48, 36, 7, 0.14) + line('M48 26V48L63 58'),
  question: ({ ring, line, dot }) => ring(48, 48, 37, 7, 0.12) + line('M37 39c0-7 5-11 11-11s11 4 11 10c0 8-11 8-11 17') + dot(48, 68, 4.8),
  large: ({ ring, line }) => ring(42, 42, 27, 8, 0.1) + line('M62 62 82 82', 10),
  cross: ({ line }) => line('M25 25 71 71M71 25 25 71', 9),
  check: ({ line }) => line('M18 50 39 71 78 27', 12),
  shield: ({ line, fill }) =>
    line('M48 10 80 22V46C80 66 66 80 48 87 30 80 16 66 16 46V22Z') +
    fill('M48 10 80 22V46C80 66 66 80 48 87Z', 0.28) +
    line('m34 48 10 11 19-21', 8),
  lock: ({ box, line, dot }) =>
    box(20, 42, 56, 42, 9, 0.25) + line('M32 42V31a16 16 0 0 1 32 0V42') + dot(48, 60, 5) + line('M48 60V69', 6),
  keyboard: ({ box, dot, line }) =>
    box(10, 22, 76, 52, 9, 0.14) + [26, 41, 56, 71].map((x) => dot(x, 40, 4)).join('') + line('M30 58H66', 7),
  backspace: ({ line, fill }) => line(KEY) + fill(KEY, 0.14) + line('M48 38 68 58M68 38 48 58'),
  phone: ({ box, dot }) => box(28, 12, 40, 72, 9, 0.18) + dot(48, 71, 4),
  receipt: ({ line, fill }) => line(RECEIPT) + fill(RECEIPT, 0.14) + line('M36 32H60M36 47H60M36 62H50', 6),
  limit: ({ line, dot }) => line('M14 70a36 36 0 1 1 68 0') + line('M48 62 64 38', 8) + dot(48, 62, 7),
  // Keys of the remote.
  key_arrows: (p) => key(p) + p.fill('M48 13 58 26H38zM48 83 58 70H38zM13 48 26 38V58zM83 48 70 38V58z', 1) + p.ring(48, 48, 12, 5),
  key_left_right: (p) => key(p) + p.fill('M15 48 32 35V61zM81 48 64 35V61z', 1) + p.ring(48, 48, 12, 5),
  key_up_down: (p) => key(p) + p.fill('M48 15 61 32H35zM48 81 61 64H35z', 1) + p.ring(48, 48, 12, 5),
  key_ok: (p) => key(p) + p.dot(48, 48, 15),
  key_back: (p) => key(p) + p.line('M30 44H58a12 12 0 0 1 0 24H42') + p.line('M42 30 28 44 42 58'),
} satisfies { [name: string]: Draw };

export type Icon = keyof typeof ICONS;

export const icon = (name: Icon, ink: string): string => svg((ICONS[name] as Draw)(pen(ink)));
