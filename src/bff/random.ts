/** Random bytes from a pool: one call to the system for many short texts. Every byte is handed out once and then erased. */

const POOL_BYTES = 4096;

export function pooled(fill: (length: number) => Uint8Array): (length: number) => Uint8Array {
  let pool: Uint8Array = new Uint8Array(0);
  let used = 0;
  return (length) => {
    if (length > POOL_BYTES / 4) return fill(length);
    if (used + length > pool.length) {
      pool = fill(POOL_BYTES);
      used = 0;
    }
    // A copy: `slice` of a Buffer would be the pool itself.
    const bytes = new Uint8Array(pool.subarray(used, used + length));
    pool.fill(0, used, used + length);
    used += length;
    return bytes;
  };
}
