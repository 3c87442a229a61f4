import type { Act, Control } from '../contract.ts';

/** A control of which only the id and the act matter. */
export function control(id: string, act?: Act): Control {
  return { id, place: '', label: () => id, ...(act ? { act } : {}) };
}
