/** Rows of controls from the top, as they stand on the screen. */
export type ControlRows<C> = readonly (readonly C[])[];

/** Their focus rows. */
export function idsOf(rows: ControlRows<{ id: string }>): string[][] {
  return rows.map((row) => row.map(({ id }) => id));
}

/** The control of an id among those that are shown. */
export function controlOf<C extends { id: string }>(rows: ControlRows<C>, id: string | undefined): C | undefined {
  for (const row of rows) for (const one of row) if (one.id === id) return one;
  return undefined;
}
