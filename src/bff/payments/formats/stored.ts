/** A payment as it was stored, in any format: plain JSON. */
export type Stored = { [name: string]: unknown };
