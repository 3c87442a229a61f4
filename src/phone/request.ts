/** One request with JSON both ways. Older phones have no fetch. */

/** A bank has about ten seconds to answer the server; a line that is gone is told after this. */
const WAIT_MS = 20_000;

/** Calls once; undefined without a good answer, `status` 0 without any. */
export function ask<T>(
  method: 'GET' | 'POST',
  url: string,
  body: object | undefined,
  done: (answer: T | undefined, status: number) => void,
): void {
  const request = new XMLHttpRequest();
  request.open(method, url, true);
  request.timeout = WAIT_MS;
  request.setRequestHeader('Accept', 'application/json');
  if (body) request.setRequestHeader('Content-Type', 'application/json');
  request.onloadend = () => done(request.status === 200 ? read<T>(request.responseText) : undefined, request.status);
  request.send(body ? JSON.stringify(body) : null);
}

function read<T>(text: string): T | undefined {
  try {
    return JSON.parse(text) as T;
  } catch {
    return undefined;
  }
}
