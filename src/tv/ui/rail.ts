/**
 * A row of pictures of any length, of which a window is alive: a move changes one left, one slot and one line of text, whatever
 * the length, and reads no layout. What has the focus stands still at the left; the row jumps under it.
 */
export interface RailItem {
  picture: string;
  title: string;
  /** On the picture: a price, or that it is free. */
  badge: string;
  /** A lock before the badge's text. */
  locked: boolean;
}

export interface RailSizes {
  /** From one picture to the next. */
  pitch: number;
  width: number;
  height: number;
  /** Pictures that the screen shows, the last one in part. */
  shown: number;
}

export interface RailParts {
  sizes: RailSizes;
  count(): number;
  item(i: number): RailItem;
  /** The class that draws the lock. */
  lock: string;
}

export interface Rail {
  readonly index: number;
  /** A ref: draws into the element, which may be another one each time. */
  mount(element: HTMLElement | null): void;
  /** False at either end. */
  move(by: 1 | -1): boolean;
  /** After the row's contents changed. */
  reset(index: number): void;
  /** Whether it has the focus. */
  focus(on: boolean): void;
}

interface Slot {
  box: HTMLElement;
  picture: HTMLImageElement;
  badge: HTMLElement;
  lock: HTMLElement;
  title: HTMLElement;
  /** What it shows. */
  at: number;
}

/** One at each side of the window, so that a move shows a picture that is there already. */
const SPARE = 2;
/** Before the first place, and before the one that is left of it. */
const NOTHING = -2;

export function createRail({ sizes, count, item, lock }: RailParts): Rail {
  const slots: Slot[] = [];
  const pool = sizes.shown + SPARE;
  let strip: HTMLElement | undefined;
  let frame: HTMLElement | undefined;
  let plate: HTMLElement | undefined;
  let index = 0;
  let focused = false;

  function element(name: string, look: string, parent: HTMLElement): HTMLElement {
    const made = document.createElement(name);
    made.className = look;
    parent.appendChild(made);
    return made;
  }

  function makeSlot(parent: HTMLElement): Slot {
    const box = element('div', 'rail-slot', parent);
    const picture = element('img', 'rail-picture', box) as HTMLImageElement;
    picture.width = sizes.width;
    picture.height = sizes.height;
    return {
      box,
      picture,
      badge: element('div', '', box),
      lock: element('div', '', box),
      title: element('div', 'rail-title', box),
      at: NOTHING,
    };
  }

  function fill(slot: Slot, i: number): void {
    slot.at = i;
    const there = i >= 0 && i < count();
    slot.box.style.display = there ? 'block' : 'none';
    if (!there) return;
    const { picture, title, badge, locked } = item(i);
    slot.box.style.left = i * sizes.pitch + 'px';
    slot.picture.src = picture;
    slot.title.innerText = title;
    slot.badge.innerText = badge;
    slot.lock.className = badge && locked ? 'rail-lock ' + lock : 'rail-none';
    slot.badge.className = badge ? (locked ? 'rail-badge rail-locked' : 'rail-badge rail-free') : 'rail-none';
  }

  function draw(): void {
    if (!strip || !plate || !frame) return;
    for (let i = index - 1; i < index - 1 + pool; i++) {
      const slot = slots[((i % pool) + pool) % pool] as Slot;
      if (slot.at !== i) fill(slot, i);
    }
    strip.style.left = -index * sizes.pitch + 'px';
    plate.innerText = count() > 0 ? item(index).title : '';
    light();
  }

  function light(): void {
    const on = focused && count() > 0;
    if (frame) frame.className = on ? 'rail-frame rail-focused' : 'rail-frame';
    if (plate) plate.className = on ? 'rail-plate rail-told' : 'rail-plate';
  }

  return {
    get index() {
      return index;
    },
    mount(parent) {
      strip = frame = plate = undefined;
      slots.length = 0;
      if (!parent) return;
      parent.innerHTML = '';
      frame = element('div', 'rail-frame', parent);
      element('div', 'rail-gap', frame);
      strip = element('div', 'rail-strip', parent);
      for (let i = 0; i < pool; i++) slots.push(makeSlot(strip));
      // Over the title that the focused picture has when it has not the focus.
      plate = element('div', 'rail-plate', parent);
      draw();
    },
    move(by) {
      const next = index + by;
      if (next < 0 || next >= count()) return false;
      index = next;
      draw();
      return true;
    },
    reset(to) {
      index = Math.max(0, Math.min(to, count() - 1));
      for (const slot of slots) slot.at = NOTHING;
      draw();
    },
    focus(on) {
      focused = on;
      light();
    },
  };
}
