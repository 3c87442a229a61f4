import { createRail } from '../../../src/tv/ui/rail.ts';
import { RAIL_SIZES } from '../../../src/tv/ui/rail-rules.ts';

/** A rail of `count` posters that the arrow keys move. */
window.mountRail = (root, count, picture) => {
  const titles = Array.from({ length: 60 }, (_, i) => 'Title ' + i);
  const rail = createRail({
    sizes: RAIL_SIZES.hd,
    count: () => count,
    item: (i) => ({ picture, title: titles[i % 60] + ' / ' + i, badge: i % 3 ? '会员' : '免费', locked: i % 3 > 0 }),
  });
  rail.mount(root);
  rail.focus(true);
  document.onkeydown = (event) => void rail.move(event.keyCode === 37 ? -1 : 1);
  window.rail = rail;
};
