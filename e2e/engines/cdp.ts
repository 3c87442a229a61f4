/** Chromium 64 and today's, by raw CDP on the page's own socket: today's clients cannot drive 64. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CODES, EngineFell, EngineHangs, PATIENCE_MS, syntheticKey } from './engine.ts';
import type { Engine, KeyName } from './engine.ts';
import { ending } from './children.ts';
import { freePort } from '../../src/start/ports.ts';
import { until } from './until.ts';

const ARGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--hide-scrollbars',
  '--remote-allow-origins=*',
];

export async function startChromium(name: string, binary: string): Promise<Engine & { cdp: Cdp }> {
  const port = await freePort();
  const profile = mkdtempSync(join(tmpdir(), 'lezhong-' + name + '-'));
  const child = spawn(binary, [...ARGS, '--remote-debugging-port=' + port, '--user-data-dir=' + profile, 'about:blank'], {
    stdio: 'ignore',
  });
  ending(child);
  let socket_url = '';
  await until(
    async () => {
      try {
        const pages = (await (await fetch('http://127.0.0.1:' + port + '/json/list')).json()) as {
          type: string;
          webSocketDebuggerUrl: string;
        }[];
        socket_url = pages.find((page) => page.type === 'page')?.webSocketDebuggerUrl ?? '';
        return socket_url !== '';
      } catch {
        return false;
      }
    },
    20_000,
    name + ' does not start',
  );
  const cdp = await connect(name, socket_url);
  const errors: string[] = [];
  cdp.on('Runtime.exceptionThrown', (p) =>
    errors.push(JSON.stringify((p as { exceptionDetails: unknown }).exceptionDetails).slice(0, 300)),
  );
  await cdp.send('Inspector.enable');
  await cdp.send('Runtime.enable');
  await cdp.send('Page.enable');
  const engine: Engine & { cdp: Cdp } = {
    name,
    cdp,
    async open(url) {
      const loaded = new Promise<void>((done) => cdp.once('Page.loadEventFired', () => done()));
      await cdp.send('Page.navigate', { url });
      await Promise.race([loaded, sleep(15_000)]);
    },
    async key(key) {
      if (typeof key === 'number') await engine.eval(syntheticKey(key));
      else await press(cdp, key);
    },
    async eval<T>(expression: string) {
      const answer = (await cdp.send('Runtime.evaluate', { expression, returnByValue: true })) as {
        result: { value: T };
        exceptionDetails?: unknown;
      };
      if (answer.exceptionDetails) throw new Error(JSON.stringify(answer.exceptionDetails).slice(0, 300));
      return answer.result.value;
    },
    async screenshot(path) {
      const { data } = (await cdp.send('Page.captureScreenshot')) as { data: string };
      writeFileSync(path, Buffer.from(data, 'base64'));
    },
    viewport: async (width, height) =>
      void (await cdp.send('Emulation.setDeviceMetricsOverride', {
        width,
        height,
        deviceScaleFactor: 1,
        mobile: false,
        screenWidth: width,
        screenHeight: height,
      })),
    errors: async () => errors,
    async close() {
      cdp.close();
      if (child.exitCode === null) {
        child.kill('SIGKILL');
        await new Promise((done) => child.once('exit', done));
      }
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
  return engine;
}

const NAMES: { readonly [key in KeyName]?: string } = {
  Up: 'ArrowUp',
  Down: 'ArrowDown',
  Left: 'ArrowLeft',
  Right: 'ArrowRight',
  OK: 'Enter',
  Back: 'Escape',
};

async function press(cdp: Cdp, name: KeyName): Promise<void> {
  const text = name === 'OK' ? '\r' : /^\d$/.test(name) ? name : undefined;
  const common = {
    windowsVirtualKeyCode: CODES[name],
    nativeVirtualKeyCode: CODES[name],
    key: NAMES[name] ?? name,
    code: NAMES[name] ?? 'Digit' + name,
  };
  await cdp.send('Input.dispatchKeyEvent', { type: text ? 'keyDown' : 'rawKeyDown', ...common, ...(text ? { text } : {}) });
  await cdp.send('Input.dispatchKeyEvent', { type: 'keyUp', ...common });
}

export interface Cdp {
  send(method: string, params?: object): Promise<unknown>;
  on(event: string, call: (params: unknown) => void): void;
  once(event: string, call: (params: unknown) => void): void;
  close(): void;
}

async function connect(name: string, url: string): Promise<Cdp> {
  const socket = new WebSocket(url);
  await new Promise<void>((done, fail) => {
    socket.addEventListener('open', () => done());
    socket.addEventListener('error', () => fail(new Error('no socket to ' + url)));
  });
  let last = 0;
  let has_fallen = false;
  const waiting = new Map<number, (answer: { result?: unknown; error?: Error }) => void>();
  const listeners: { event: string; call: (params: unknown) => void; once: boolean }[] = [];
  socket.addEventListener('message', ({ data }) => {
    const said = JSON.parse(String(data)) as {
      id?: number;
      result?: unknown;
      error?: { message: string };
      method?: string;
      params?: unknown;
    };
    if (said.id !== undefined)
      waiting.get(said.id)?.({ result: said.result, ...(said.error ? { error: new Error(said.error.message) } : {}) });
    if (said.method === 'Inspector.targetCrashed') {
      has_fallen = true;
      for (const settle of waiting.values()) settle({ error: new EngineFell(name, 'what it was asked') });
    }
    for (const listener of listeners.filter((l) => l.event === said.method)) {
      if (listener.once) listeners.splice(listeners.indexOf(listener), 1);
      listener.call(said.params);
    }
  });
  socket.addEventListener('close', () => {
    for (const settle of waiting.values()) settle({ error: new Error(name + ' closed its socket') });
  });
  return {
    send: (method, params = {}) =>
      new Promise((resolve, reject) => {
        const id = (last += 1);
        const settle = ({ result, error }: { result?: unknown; error?: Error }): void => {
          clearTimeout(timer);
          waiting.delete(id);
          if (error) reject(error);
          else resolve(result);
        };
        const timer = setTimeout(
          () => settle({ error: has_fallen ? new EngineFell(name, method) : new EngineHangs(name, method) }),
          has_fallen ? 0 : PATIENCE_MS,
        );
        waiting.set(id, settle);
        socket.send(JSON.stringify({ id, method, params }));
      }),
    on: (event, call) => void listeners.push({ event, call, once: false }),
    once: (event, call) => void listeners.push({ event, call, once: true }),
    close: () => socket.close(),
  };
}
