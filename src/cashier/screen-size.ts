/** Chooses the drawing and how large it is shown. The server guesses from the user agent, which two kinds of boxes share. */
import type { Boot } from '../protocol/boot.ts';
import { boxType } from '../tv/box/guangxi.ts';
import type { BoxWindow } from '../tv/box/guangxi.ts';
import { fit } from '../tv/ui/fit.ts';
import type { Fit } from '../tv/ui/fit.ts';

export interface SizedWindow extends BoxWindow {
  innerWidth?: number;
  innerHeight?: number;
  devicePixelRatio?: number;
  location: { search: string };
}

/** The kind of box first, else the window; `?size=` outranks both. A box that says its kind is shown as drawn. */
export function fitHere(win: SizedWindow, guess: Boot['size']): Fit {
  const box = boxType(win);
  const asked = /[?&]size=/.test(win.location.search);
  const { innerWidth: width, innerHeight: height } = win;
  const only = asked ? (guess === 'sd' ? 'sd' : 'hd') : box ? (box === '0003' ? 'hd' : 'sd') : undefined;
  if (width && height && (asked || !box)) return fit(width, height, only);
  return { drawing: only || (guess === 'sd' ? 'sd' : 'hd'), zoom: 1, left: 0, top: 0 };
}
