import type { Drawing } from '../../tv/ui/sizes.ts';

/** The keypad's code: 37 modules (version 3) of 7 and 4 pixels, 41 of 6 and 4. */
export const KEYPAD_CODE_PX: { readonly [size in Drawing]: number } = { hd: 260, sd: 166 };
