import type { Measure } from './spatial/types.ts';

interface Measurable {
  getBoundingClientRect(): { left: number; top: number; right: number; bottom: number };
}

/**
 * Places things by where their elements are now: one layout read each. `find` gives the element of an id, as
 * `(id) => document.getElementById(id)`. Old engines give no width and height, so they are computed.
 */
export function measureElements(find: (id: string) => Measurable | null | undefined): Measure {
  return (id) => {
    const element = find(id);
    if (!element) return undefined;
    const { left, top, right, bottom } = element.getBoundingClientRect();
    return { left, top, width: right - left, height: bottom - top };
  };
}
