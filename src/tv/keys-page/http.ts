/** XMLHttpRequest as far as the key test page needs it. */
interface Xhr {
  open(method: string, url: string, wait: boolean): void;
  setRequestHeader(name: string, value: string): void;
  send(body: string | null): void;
  abort(): void;
  onreadystatechange: unknown;
  readonly readyState: number;
  readonly status: number;
  readonly responseText: string;
}

const DONE = 4;

/**
 * One JSON request; `done` is called once, with the answer, or with undefined after any failure or `after_ms`.
 * `after` is a timer that returns its own calling-off.
 */
export function request(
  create: () => Xhr,
  after: (ms: number, run: () => void) => () => void,
  ask: { method: 'GET' | 'POST'; url: string; body?: unknown; after_ms: number },
  done: (answer: unknown) => void,
): void {
  const xhr = create();
  let over = false;
  const finish = (answer: unknown) => {
    if (over) return;
    over = true;
    cancel();
    done(answer);
  };
  const cancel = after(ask.after_ms, () => {
    finish(undefined);
    xhr.abort();
  });
  xhr.onreadystatechange = () => {
    if (xhr.readyState === DONE) finish(xhr.status >= 200 && xhr.status < 300 ? parse(xhr.responseText) : undefined);
  };
  xhr.open(ask.method, ask.url, true);
  if (ask.body !== undefined) xhr.setRequestHeader('Content-Type', 'application/json');
  xhr.send(ask.body === undefined ? null : JSON.stringify(ask.body));
}

/** The parsed text; an empty answer is a good one without contents. */
function parse(text: string): unknown {
  if (text === '') return null;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
