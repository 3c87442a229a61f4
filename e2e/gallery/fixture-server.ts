/**
 * The built page with any screen of the fixtures on it: `/page?name=..&size=..&lang=..&elder=..`, and a BFF that never answers. With
 * `&next=NAME` its reply to the first answer is that screen, unsealed, as after a change of keys: some need what was typed before them.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildBox } from '../../scripts/build-box.ts';
import { bootOf, pageWords, steps } from '../../src/cashier/fixtures.ts';
import type { Lang } from '../../src/protocol/order.ts';
import { BOX_PATH, fillPage, VIEW_SIZES } from '../../src/protocol/page.ts';
import type { Step } from '../../src/protocol/step.ts';

export type Size = 'hd' | 'fhd' | 'sd';

export interface FixtureServer {
  /** The address of a screen. */
  page(of: { name: string; size: Size; lang: Lang; elder: boolean; offline?: boolean; next?: string | undefined }): string;
  close(): void;
}

/** Than any screen of the fixtures. */
const NEWER = 10_000;

type Box = Awaited<ReturnType<typeof buildBox>>;

function htmlOf({ manifest, files }: Box, at: (name: string) => string): string {
  const lang = at('lang') as Lang;
  const size = at('size') as Size;
  const elder = at('elder') === '1';
  const step = steps(lang)[at('name')] as Step;
  const stay =
    'return_to' in step && step.return_to ? { ...step, return_to: { ...step.return_to, after_ms: step.return_to.after_ms + 900 } } : step;
  const boot = bootOf(stay, {
    size,
    elder,
    card_script: manifest.card_script,
    ...(at('next') ? { base: `/c/${lang}/${at('next')}` } : {}),
    ...(at('offline') ? { poll: { give_up_ms: 50, again_ms: 10 } } : {}),
  });
  return fillPage(files[manifest.html] ?? '', {
    lang,
    ...pageWords(lang),
    look: (size === 'sd' ? 'sd' : 'hd') + (elder ? ' elder' : ''),
    view_size: VIEW_SIZES[size],
    boot: JSON.stringify(boot),
  });
}

function answer(box: Box, url: URL): { status?: number; type: string; body: string | Uint8Array } | undefined {
  if (url.pathname.startsWith(BOX_PATH)) {
    const name = url.pathname.slice(BOX_PATH.length);
    const picture = box.pictures[name];
    if (picture) return { type: 'image/png', body: picture };
    const body = box.files[name];
    return body === undefined ? undefined : { type: url.pathname.endsWith('.css') ? 'text/css' : 'text/javascript', body };
  }
  const then = /^\/c\/([\w-]+)\/([\w-]+)\/answer$/.exec(url.pathname);
  if (then) {
    const step = steps(then[1] as Lang)[then[2] ?? ''] as Step;
    return {
      status: 409,
      type: 'application/json',
      body: JSON.stringify({ seal: 'renew', step: { ...step, seq: NEWER, version: NEWER } }),
    };
  }
  if (url.pathname !== '/page') return undefined;
  return { type: 'text/html; charset=utf-8', body: htmlOf(box, (name) => url.searchParams.get(name) ?? '') };
}

export async function startFixtures(): Promise<FixtureServer> {
  const box = await buildBox();
  const server = createServer((request, response) => {
    const found = answer(box, new URL(request.url ?? '/', 'http://localhost'));
    // A poll is held for ever.
    if (!found && (request.url ?? '').startsWith('/c/')) return;
    const type = found?.type ?? 'text/plain';
    response.writeHead(found ? (found.status ?? 200) : 404, { 'content-type': type + (/charset|png/.test(type) ? '' : '; charset=utf-8') });
    response.end(found?.body ?? '');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = 'http://127.0.0.1:' + (server.address() as AddressInfo).port;
  return {
    page: ({ name, size, lang, elder, offline, next }) =>
      `${origin}/page?name=${name}&size=${size}&lang=${lang}&elder=${elder ? 1 : 0}${offline ? '&offline=1' : ''}${next ? '&next=' + next : ''}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
