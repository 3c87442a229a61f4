import type { Request } from '../../tv/request.ts';

/** One request the page made, and how a test answers it. */
export interface Made {
  method: string;
  /** Without what only tells one question from another. */
  url: string;
  /** As it was sent. */
  address: string;
  body: string | null;
  aborted: boolean;
  reply(status: number, body?: unknown): void;
}

/** A network held in a test's hands. */
export function fakeNetwork(): { made: Made[]; request: () => Request; open: () => Made[] } {
  const made: Made[] = [];
  const done: Made[] = [];
  const request = (): Request => {
    const xhr = {
      readyState: 0,
      status: 0,
      responseText: '',
      onreadystatechange: null as unknown,
      open(method: string, url: string) {
        one.method = method;
        one.address = url;
        one.url = url.replace(/[?&]n=[\d.]+$/, '');
      },
      setRequestHeader() {},
      send(body: string | null) {
        one.body = body;
        made.push(one);
      },
      abort() {
        one.aborted = true;
        done.push(one);
      },
    };
    const one: Made = {
      method: '',
      url: '',
      address: '',
      body: null,
      aborted: false,
      reply(status, body = '') {
        done.push(one);
        xhr.readyState = 4;
        xhr.status = status;
        xhr.responseText = typeof body === 'string' ? body : JSON.stringify(body);
        (xhr.onreadystatechange as (() => void) | null)?.();
      },
    };
    return xhr;
  };
  return { made, request, open: () => made.filter((one) => !done.includes(one)) };
}
