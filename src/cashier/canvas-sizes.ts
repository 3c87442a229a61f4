/** The sizes that canvases need at run time; the rest of sizes.ts is read by the build alone. */
export type Size = 'hd' | 'fhd' | 'sd';

/** The white card with its code: 41 modules (a version 4 code and its quiet zone) of 10 pixels. Source: docs/television.md 4. */
export const QR_PX: { readonly [size in Size]: number } = { hd: 410, fhd: 615, sd: 290 };
