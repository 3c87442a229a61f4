/** The object that a wallet's browser gives its pages; it may come after the page. */

export interface Bridge {
  invoke(name: string, params: object, done: (result?: { err_msg?: string }) => void): void;
  call?(name: string): void;
}

/** A wallet that has not come by then does not come. */
const WAIT_MS = 6_000;

/** Calls once: with the bridge, or without one after the wait. */
export function whenBridge(object: string, ready: string, then: (bridge: Bridge | undefined) => void): void {
  const find = (): Bridge | undefined => (window as unknown as { [name: string]: Bridge | undefined })[object];
  const there = find();
  if (there) return then(there);
  let over = false;
  const end = (): void => {
    if (over) return;
    over = true;
    document.removeEventListener(ready, end);
    then(find());
  };
  document.addEventListener(ready, end);
  window.setTimeout(end, WAIT_MS);
}
