/** WebKit 602.1, as QtWebKit 5.212 from Debian. */
import { join } from 'node:path';
import { syntheticKey } from './engine.ts';
import type { Engine } from './engine.ts';
import { talk } from './lines.ts';

export async function startQtWebKit(name: string): Promise<Engine> {
  const env = {
    PATH: '/usr/bin:/bin',
    HOME: process.env['HOME'] ?? '/tmp',
    QT_QPA_PLATFORM: 'offscreen',
    XDG_RUNTIME_DIR: '/tmp',
    LANG: 'C.UTF-8',
  };
  // Debian's own Python: another one has no PyQt5.
  const lines = talk('/usr/bin/python3', [join(import.meta.dirname, 'qtwebkit_driver.py')], env);
  await lines.ask({ cmd: 'errors' });
  const engine: Engine = {
    name,
    open: (url) => lines.ask({ cmd: 'open', url }),
    key: async (key) => void (typeof key === 'number' ? await engine.eval(syntheticKey(key)) : await lines.ask({ cmd: 'key', key })),
    eval: (expression) => lines.ask({ cmd: 'eval', expression }),
    screenshot: (path) => lines.ask({ cmd: 'screenshot', path }),
    viewport: (width, height) => lines.ask({ cmd: 'viewport', width, height }),
    errors: () => lines.ask({ cmd: 'errors' }),
    close: () => lines.close(),
  };
  return engine;
}
