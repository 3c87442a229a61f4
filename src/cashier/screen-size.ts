/** Chooses one of the three sizes. The server guesses from the user agent, which two kinds of boxes share. */
import { boxType } from '../tv/box/guangxi.ts';
import type { BoxWindow } from '../tv/box/guangxi.ts';
import type { Size } from './canvas-sizes.ts';

export interface SizedWindow extends BoxWindow {
  innerWidth?: number;
  location: { search: string };
}

/** The kind of box first, else the width of the screen; `?size=` outranks both. */
export function sizeHere(win: SizedWindow, guess: Size): Size {
  const box = boxType(win);
  const width = win.innerWidth;
  if (/[?&]size=/.test(win.location.search) || !(box || width)) return guess;
  if (box) return box === '0003' ? 'hd' : 'sd';
  return width && width < 800 ? 'sd' : width && width >= 1900 ? 'fhd' : 'hd';
}
