/** The drawings of the phone's pages. Each gradient's id begins with its drawing's name, as several may stand in one page. */
import { escapeHtml } from '../../../protocol/page.ts';

/** The lower edge of the head. */
export const HILLS =
  '<svg class="hills" viewBox="0 0 480 96" width="480" height="96" aria-hidden="true"><path d="M-40 96V82C-26 82 -21 62 -10 62S6 82 20 82V96ZM-3 96V82C12 82 18 50 29 50S46 82 61 82V96ZM37 96V82C61 82 69 57 87 57S114 82 138 82V96ZM100 96V82C119 82 126 61 141 61S162 82 182 82V96ZM151 96V82C168 82 173 57 186 57S205 82 222 82V96ZM195 96V82C225 82 235 68 258 68S291 82 321 82V96ZM273 96V82C292 82 298 45 312 45S332 82 350 82V96ZM321 96V82C346 82 354 64 373 64S400 82 425 82V96ZM386 96V82C406 82 413 69 428 69S450 82 470 82V96ZM438 96V82C456 82 462 47 476 47S496 82 514 82V96ZM485 96V82C500 82 505 51 516 51S531 82 546 82V96Z" fill="#11293d"/><path d="M-40 96V92C-26 92 -21 62 -10 62S6 92 20 92V96ZM-3 96V92C17 92 24 81 39 81S61 92 81 92V96ZM49 96V92C71 92 78 70 94 70S117 92 138 92V96ZM105 96V92C121 92 127 86 139 86S157 92 173 92V96ZM147 96V92C163 92 169 86 181 86S199 92 215 92V96ZM189 96V92C210 92 218 83 234 83S257 92 278 92V96ZM244 96V92C261 92 266 83 279 83S297 92 314 92V96ZM287 96V92C319 92 330 83 354 83S389 92 421 92V96ZM370 96V92C395 92 403 80 422 80S448 92 473 92V96ZM434 96V92C467 92 478 85 502 85S538 92 571 92V96ZM519 96V92C541 92 548 84 565 84S589 92 611 92V96ZM576 96V92C598 92 605 80 621 80S644 92 666 92V96Z" fill="#0d2032"/></svg>';

/** The same behind a success. */
export const HILLS_PAID =
  '<svg class="hills" viewBox="0 0 480 300" width="480" height="300" aria-hidden="true"><g fill="#f0c48c"><circle cx="240" cy="262" r="230" fill-opacity=".05"/><circle cx="240" cy="262" r="165" fill-opacity=".07"/><circle cx="240" cy="262" r="105" fill-opacity=".06"/></g></svg><svg class="hills" viewBox="0 0 480 84" width="480" height="84" aria-hidden="true"><path d="M-40 84V70C-26 70 -21 45 -10 45S6 70 20 70V84ZM-3 84V70C16 70 22 39 36 39S56 70 74 70V84ZM45 84V70C66 70 72 30 88 30S110 70 131 70V84ZM98 84V70C123 70 131 37 150 37S177 70 202 70V84ZM163 84V70C193 70 203 54 225 54S258 70 288 70V84ZM240 84V70C268 70 278 56 299 56S329 70 357 70V84ZM313 84V70C340 70 349 37 370 37S400 70 427 70V84ZM384 84V70C414 70 424 55 446 55S478 70 508 70V84ZM461 84V70C493 70 504 37 528 37S563 70 595 70V84ZM544 84V70C569 70 578 18 597 18S625 70 650 70V84ZM610 84V70C631 70 638 44 655 44S678 70 700 70V84Z" fill="#1c5a68"/><path d="M-40 84V80C-26 80 -21 63 -10 63S6 80 20 80V84ZM-3 84V80C27 80 37 51 59 51S92 80 122 80V84ZM74 84V80C107 80 117 54 141 54S176 80 209 80V84ZM158 84V80C178 80 185 68 200 68S223 80 243 80V84ZM211 84V80C227 80 232 72 244 72S261 80 276 80V84ZM251 84V80C280 80 289 69 310 69S341 80 369 80V84ZM324 84V80C352 80 362 72 383 72S414 80 442 80V84ZM397 84V80C415 80 420 73 433 73S452 80 470 80V84ZM442 84V80C470 80 479 61 500 61S530 80 558 80V84ZM514 84V80C544 80 554 73 576 73S609 80 639 80V84ZM591 84V80C612 80 619 69 634 69S656 80 677 80V84ZM644 84V80C677 80 688 72 712 72S747 80 780 80V84Z" fill="#123f52"/></svg>';

export const BRAND =
  '<svg class="i" width="34" height="34" aria-hidden="true" viewBox="0 0 96 96"><defs><linearGradient id="brandg" x1="0" y1="0" x2="0.6" y2="1"><stop offset="0" stop-color="#27c4a4"/><stop offset="1" stop-color="#1a67ad"/></linearGradient></defs><rect width="96" height="96" rx="24" fill="url(#brandg)"/><g fill="#f0f4f6"><circle cx="48" cy="25" r="10"/><circle cx="23" cy="36" r="7.5"/><circle cx="73" cy="36" r="7.5"/></g><path d="M17 53C24 84 72 84 79 53" fill="none" stroke="#f0f4f6" stroke-width="10.5" stroke-linecap="round"/><path d="M34 51C39 61 57 61 62 51" fill="none" stroke="#bff0e2" stroke-width="7" stroke-linecap="round"/></svg>';

export const CLOCK =
  '<svg class="i" width="18" height="18" aria-hidden="true" viewBox="0 0 96 96"><circle cx="48" cy="48" r="36" fill="#b9c9d8" fill-opacity="0.14" stroke="#b9c9d8" stroke-width="7"/><path d="M48 26V48L63 58" fill="none" stroke="#b9c9d8" stroke-width="7" stroke-linecap="round" stroke-linejoin="round"/></svg>';

export const SHIELD =
  '<svg class="i" width="18" height="18" aria-hidden="true" viewBox="0 0 96 96"><path d="M48 10 80 22V46C80 66 66 80 48 87 30 80 16 66 16 46V22Z" fill="none" stroke="#0b6f5c" stroke-width="7" stroke-linecap="round" stroke-linejoin="round"/><path d="M48 10 80 22V46C80 66 66 80 48 87Z" fill="#0b6f5c" fill-opacity="0.28"/><path d="m34 48 10 11 19-21" fill="none" stroke="#0b6f5c" stroke-width="8" stroke-linecap="round" stroke-linejoin="round"/></svg>';

export const TICK =
  '<svg class="i" width="84" height="84" aria-hidden="true" viewBox="0 0 132 132"><defs><linearGradient id="tickd" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#5bd89a"/><stop offset="1" stop-color="#27a067"/></linearGradient></defs><circle cx="66" cy="66" r="66" fill="url(#tickd)" fill-opacity=".22"/><circle cx="66" cy="66" r="52" fill="url(#tickd)"/><path d="M43 68 60 85 91 50" fill="none" stroke="#f2f8f4" stroke-width="11" stroke-linecap="round" stroke-linejoin="round"/></svg>';

export const LATE =
  '<svg class="i" width="84" height="84" viewBox="0 0 132 132" aria-hidden="true"><circle cx="66" cy="66" r="66" fill="#f2d45c" fill-opacity=".16"/><circle cx="66" cy="66" r="52" fill="#f2d45c"/><path d="M66 36V68L87 82" fill="none" stroke="#14202c" stroke-width="10" stroke-linecap="round" stroke-linejoin="round"/></svg>';

export const DONE =
  '<svg class="i" width="24" height="24" viewBox="0 0 24 24"><circle cx="12" cy="12" r="11" fill="#0b6f5c" stroke="#0b6f5c" stroke-width="0"/><path d="M6.500 12.500 10.500 16.500 17.500 8.500" fill="none" stroke="#fff" stroke-width="2.600" stroke-linecap="round" stroke-linejoin="round"/></svg>';

/** One of three stages that is under way, or to come. */
export function stage(color: string): string {
  return (
    '<svg class="i" width="24" height="24" viewBox="0 0 24 24"><circle cx="12" cy="12" r="9" fill="#fafbfc" stroke="' +
    color +
    '" stroke-width="3"/></svg>'
  );
}

function small(px: number, inside: string): string {
  return '<svg class="i" width="' + px + '" height="' + px + '" aria-hidden="true" viewBox="0 0 96 96">' + inside + '</svg>';
}

const TV_INSIDE =
  '<rect x="10" y="16" width="76" height="50" rx="8" fill="#24405a" fill-opacity="0.16" stroke="#24405a" stroke-width="7"/><path d="M32 82H64M48 66V82" fill="none" stroke="#24405a" stroke-width="7" stroke-linecap="round" stroke-linejoin="round"/>';
const BACK_INSIDE =
  '<path d="M20 40H62a20 20 0 0 1 0 40H34" fill="none" stroke="#24405a" stroke-width="7" stroke-linecap="round" stroke-linejoin="round"/><path d="M36 22 18 40 36 58" fill="none" stroke="#24405a" stroke-width="7" stroke-linecap="round" stroke-linejoin="round"/>';
const ASK_INSIDE =
  '<circle cx="48" cy="48" r="37" fill="#24405a" fill-opacity="0.12" stroke="#24405a" stroke-width="7"/><path d="M37 39c0-7 5-11 11-11s11 4 11 10c0 8-11 8-11 17" fill="none" stroke="#24405a" stroke-width="7" stroke-linecap="round" stroke-linejoin="round"/><circle cx="48" cy="68" r="4.8" fill="#24405a"/>';
const NEXT_INSIDE =
  '<path d="M36 20 64 48 36 76" fill="none" stroke="#4a5b6b" stroke-width="9" stroke-linecap="round" stroke-linejoin="round"/>';

export const tv = (px: number): string => small(px, TV_INSIDE);
export const backArrow = (px: number): string => small(px, BACK_INSIDE);
export const ask = (px: number): string => small(px, ASK_INSIDE);
export const NEXT = small(20, NEXT_INSIDE).replace('class="i"', 'class="i e"');

/** Turns while something is waited for. */
export function ring(color: string, px = 26): string {
  return small(
    px,
    '<g class="ring"><circle cx="48" cy="48" r="36" fill="none" stroke="' +
      color +
      '" stroke-opacity=".3" stroke-width="12"/><path d="M48 12a36 36 0 0 1 36 36" fill="none" stroke="' +
      color +
      '" stroke-width="12" stroke-linecap="round"/></g>',
  );
}

/** A bank's mark: its letter on its colour. */
export function markOf({ letter, color }: { letter: string; color: string }): string {
  return '<span class="mark" style="background:' + escapeHtml(color) + '">' + escapeHtml(letter) + '</span>';
}
