/** The core alone, without a page, on layouts that are no grid: milliseconds a press, and once a layout. */
import { performance } from 'node:perf_hooks';
import { move } from '../../src/tv/spatial/core.ts';
import { compile } from '../../src/tv/spatial/layout.ts';
import type { ItemSpec } from '../../src/tv/spatial/types.ts';

const [WIDTH, HEIGHT] = [56, 40];
const DIRECTIONS = ['Up', 'Down', 'Left', 'Right'] as const;

/** Numbers from 0 to 1, the same in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

/** Boxes anywhere, on top of each other too; and rows of boxes of any width, shifted against one another. */
const LAYOUTS: { readonly [name: string]: (n: number) => ItemSpec[] } = {
  scattered(n) {
    const chance = seeded(n);
    return Array.from({ length: n }, (_, i) => ({
      id: 'b' + i,
      rect: { left: chance() * 60 * Math.sqrt(n) * 2, top: chance() * 40 * Math.sqrt(n) * 2, width: WIDTH, height: HEIGHT },
    }));
  },
  ragged(n) {
    const chance = seeded(n);
    const columns = Math.ceil(Math.sqrt(n));
    let left = 0;
    return Array.from({ length: n }, (_, i) => {
      if (i % columns === 0) left = chance() * 200;
      const width = WIDTH * (0.5 + 3 * chance());
      const rect = { left, top: Math.floor(i / columns) * (HEIGHT + 8), width, height: HEIGHT };
      left += width + 8;
      return { id: 'b' + i, rect };
    });
  },
};

export interface LayoutResult {
  layout: string;
  boxes: number;
  compile_ms: number;
  press_ms: number;
}

export function measureLayouts(sizes: readonly number[]): LayoutResult[] {
  const results: LayoutResult[] = [];
  for (const [layout, make] of Object.entries(LAYOUTS))
    for (const boxes of sizes) {
      const items = make(boxes);
      const began = performance.now();
      const model = compile([{ id: 'all', items }]);
      const compiled = performance.now();
      for (const { id } of items) for (const dir of DIRECTIONS) move(model, id, dir);
      const press_ms = (performance.now() - compiled) / items.length / DIRECTIONS.length;
      results.push({ layout, boxes, compile_ms: compiled - began, press_ms });
    }
  return results;
}
