/** Which drawing a window shows, how large, and where: nothing that matters is ever outside. */
import type { Drawing } from './sizes.ts';

export interface Fit {
  drawing: Drawing;
  /** Drawn pixels to the window's. */
  zoom: number;
  left: number;
  top: number;
}

/** An HD drawing below this is harder to read than the SD one: 24 px hints become 16. */
const HD_ZOOM_MIN = 0.66;

/** Smaller than drawn as it must be; larger by halves, so that lines and codes stay sharp. */
function zoomOf(width: number, height: number, w: number, h: number): number {
  const most = Math.min(w / width, h / height);
  return most < 1 ? most : Math.floor(most * 2) / 2;
}

/** `only`: the drawing is known, as on boxes that say theirs. */
export function fit(w: number, h: number, only?: Drawing): Fit {
  const hd = zoomOf(1280, 720, w, h);
  const drawing = only || (hd < HD_ZOOM_MIN ? 'sd' : 'hd');
  const [width, height] = drawing === 'sd' ? [640, 526] : [1280, 720];
  const zoom = drawing === 'sd' ? zoomOf(640, 526, w, h) : hd;
  const middle = (room: number, need: number) => Math.max(0, Math.floor((room - need * zoom) / 2));
  return { drawing, zoom, left: middle(w, width), top: middle(h, height) };
}
