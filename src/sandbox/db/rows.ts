/** Rows whose column `doc` is a JSON record. */
interface Row {
  doc: string;
}

export const read = <T>(row: unknown): T | undefined => (row ? (JSON.parse((row as Row).doc) as T) : undefined);
export const readAll = <T>(rows: unknown[]): T[] => rows.map((row) => JSON.parse((row as Row).doc) as T);
/** The id of a callback is its row's, not in its JSON. */
export const readWithId = <T>(row: unknown): T => ({ ...(JSON.parse((row as Row).doc) as T), id: (row as { id: number }).id });
