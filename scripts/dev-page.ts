/** The development server's additions to Vite: the style sheet, the BFF's page with its sources in it, and screens without a BFF. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Plugin, ProxyOptions, ViteDevServer } from 'vite';
import type * as Fixtures from '../src/cashier/fixtures.ts';
import type { Lang } from '../src/protocol/order.ts';
import type * as PageModule from '../src/protocol/page.ts';

type Size = 'hd' | 'fhd' | 'sd';
const STYLE = '/src/cashier/page.css';
const MAIN = '<script type="module" src="/src/cashier/main.tsx"></script>';
const SOURCES = `<link rel="stylesheet" href="${STYLE}">\n${MAIN}`;
/** The second script comes without being asked for. */
const CARDS = '<script type="module" src="/src/cashier/secret-entry/entry-main.ts"></script>';

/** The built files of a page from the BFF, replaced by their sources. */
export function withSources(html: string): string {
  return html
    .replace(/"card_script":"[^"]*",/, '')
    .replace(/<link rel="stylesheet" href="\/box\/app-[^"]*">\n?/, '')
    .replace(/<script src="\/box\/app-[^"]*"><\/script>/, SOURCES + '\n' + CARDS);
}

/** Passes a path on to the BFF and puts the sources into the cashier's page that comes back. */
export function cashierProxy(target: string): ProxyOptions {
  return {
    target,
    selfHandleResponse: true,
    configure(proxy) {
      proxy.on('proxyRes', (answer: IncomingMessage, _request: IncomingMessage, response: ServerResponse) => {
        const { 'content-length': _length, ...headers } = answer.headers;
        response.writeHead(answer.statusCode ?? 502, headers);
        if (!/text\/html/.test(answer.headers['content-type'] ?? '')) return void answer.pipe(response);
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('end', () => response.end(withSources(Buffer.concat(chunks).toString('utf8'))));
      });
    },
  };
}

/** `/?screen=scan&size=sd&lang=en&elder=1` draws a screen of src/cashier/fixtures.ts, without any server behind it. */
async function fixturePage(server: ViteDevServer, html: string, query: URLSearchParams): Promise<string> {
  const { bootOf, pageWords, steps } = (await server.ssrLoadModule('/src/cashier/fixtures.ts')) as typeof Fixtures;
  const { fillPage, VIEW_SIZES } = (await server.ssrLoadModule('/src/protocol/page.ts')) as typeof PageModule;
  const lang = (query.get('lang') ?? 'zh-CN') as Lang;
  const size = (query.get('size') ?? 'hd') as Size;
  const elder = query.get('elder') === '1';
  const all = steps(lang);
  const step = all[query.get('screen') ?? 'choose'] ?? all['choose'];
  if (!step) return html;
  const boot = JSON.stringify(bootOf(step, { size, elder }));
  return fillPage(html, { lang, ...pageWords(lang), look: size + (elder ? ' elder' : ''), view_size: VIEW_SIZES[size], boot });
}

export function devPage(): Plugin {
  return {
    name: 'dev-page',
    apply: 'serve',
    configureServer(server) {
      server.middlewares.use(STYLE, (_request, response) => {
        void server.ssrLoadModule('/src/cashier/css.ts').then((module) => {
          response.setHeader('content-type', 'text/css; charset=utf-8');
          const { css, cardCss } = module as { css: () => string; cardCss: () => string };
          response.end(css() + cardCss());
        });
      });
    },
    transformIndexHtml: {
      order: 'pre',
      handler: (html, { server, originalUrl }) =>
        server
          ? fixturePage(server, html.replace(MAIN, MAIN + '\n' + CARDS), new URL(originalUrl ?? '/', 'http://localhost').searchParams)
          : html,
    },
  };
}
