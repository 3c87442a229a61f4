/** Shared by all contestants: boxes, keys, and the mark of the focus. */
export const WAYS = { 37: 'Left', 38: 'Up', 39: 'Right', 40: 'Down' };
export const W = 56;
export const H = 40;

export function place(i, columns) {
  return { x: (i % columns) * (W + 8), y: Math.floor(i / columns) * (H + 8), width: W, height: H };
}

export function css(i, columns) {
  const r = place(i, columns);
  return 'left:' + r.x + 'px;top:' + r.y + 'px;width:' + r.width + 'px;height:' + r.height + 'px';
}

/** Plain boxes for engines that work on the document. */
export function boxes(root, n, columns, focusable) {
  const made = [];
  for (let i = 0; i < n; i++) {
    const box = document.createElement('div');
    box.id = 'b' + i;
    box.className = 'box';
    if (focusable) box.tabIndex = 0;
    box.style.cssText = css(i, columns);
    box.textContent = String(i);
    root.appendChild(box);
    made.push(box);
  }
  return made;
}

/** Moves a class, and the native focus where a contestant is measured with it. */
export function marker(native) {
  let last;
  return (box) => {
    if (last) last.classList.remove('focused');
    box.classList.add('focused');
    last = box;
    if (native) box.focus({ preventScroll: true });
  };
}

export function onKeys(move) {
  window.addEventListener('keydown', (event) => move(event.keyCode));
}
