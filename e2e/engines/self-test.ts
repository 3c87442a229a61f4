/** The suite tries itself on each engine: a blank page, a lost focus and a script error must be noticed, or it proves nothing. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Engine } from './engine.ts';
import { sane } from './walk.ts';

const box = 'style="position:absolute;left:9px;top:9px;width:99px;height:99px"';
const PAGES: { readonly [path: string]: string } = {
  '/good': `<div id="app"><div class="button focused" ${box}>OK</div></div>`,
  '/blank': '<div id="app"></div>',
  '/lost': `<div id="app"><div class="button" ${box}>OK</div></div>`,
  '/two': `<div id="app"><div class="button focused" ${box}>A</div><div class="button focused" ${box}>B</div></div>`,
  '/hidden': '<div id="app"><div class="button focused" style="display:none">A</div></div>',
  '/broken': `<div id="app"><div class="button focused" ${box}>OK</div></div><script>nobody.knows();</script>`,
};

export async function selfTest(engine: Engine): Promise<void> {
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end('<html><body>' + (PAGES[request.url ?? ''] ?? '') + '</body></html>');
  }).listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  const base = 'http://127.0.0.1:' + (server.address() as AddressInfo).port;
  const accepts = async (path: string): Promise<boolean> => {
    await engine.open(base + path);
    return sane(engine, base).then(
      () => true,
      () => false,
    );
  };
  try {
    if (!(await accepts('/good'))) throw new Error('a good page is refused');
    for (const path of ['/blank', '/lost', '/two', '/hidden'])
      if (await accepts(path)) throw new Error('the page ' + path + ' is taken for a good one');
    if ((await engine.errors()).length > 0) throw new Error('errors where there are none: ' + (await engine.errors()).join());
    await accepts('/broken');
    await accepts('/good');
    if ((await engine.errors()).length === 0) throw new Error('a script error is not noticed, or forgotten at the next page');
  } finally {
    server.close();
  }
}
