/** The sizes that canvases need at run time; the rest of sizes.ts is read by the build alone. */
import type { Boot } from '../protocol/boot.ts';
import type { Drawing } from '../tv/ui/sizes.ts';

export const drawingOf = ({ size }: Pick<Boot, 'size'>): Drawing => (size === 'sd' ? size : 'hd');

/** The white card with its code: 41 modules (a version 4 code and its quiet zone) of 10 pixels. Source: docs/television.md 4. */
export const QR_PX: { readonly [size in Drawing]: number } = { hd: 410, sd: 290 };

/** The one code beside the ways to pay: 37 modules (version 3) of 10 and 7 pixels. */
export const ONE_CODE_PX: { readonly [size in Drawing]: number } = { hd: 370, sd: 259 };

/** Where an invoice is asked for. */
export const INVOICE_PX: { readonly [size in Drawing]: number } = { hd: 296, sd: 208 };
