/** The operators' socket: its mode, its path, what a dead process left, and what `lezhong` says when nobody answers. */
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ConfigError } from '../../config/error.ts';
import { socketPath } from '../../operators/socket-path.ts';
import { operatorApp, runLezhong } from '../../testing/operators.ts';
import { listenOnSocket } from './socket.ts';

// Processes and sockets: slow on a busy machine.
vi.setConfig({ testTimeout: 30_000 });

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'sock-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

describe('the path', () => {
  it('is beside the database, or where the settings say', () => {
    expect(socketPath({ database: 'data/x.db' }, 'linux')).toBe('data/x.db.sock');
    expect(socketPath({ database: 'data/x.db', ops_socket: '/run/x.sock' }, 'linux')).toBe('/run/x.sock');
  });

  it.each([
    ['linux', 107],
    ['darwin', 103],
  ])('on %s may have %i bytes', (platform, max) => {
    const ops_socket = '/'.padEnd(max, 'x');
    expect(socketPath({ database: '', ops_socket }, platform)).toBe(ops_socket);
    expect(() => socketPath({ database: '', ops_socket: ops_socket + 'x' }, platform)).toThrow(
      /takes 10[37]: name a shorter one in "ops_socket"/,
    );
    expect(() => socketPath({ database: '/'.padEnd(max - 4, '乐') }, platform)).toThrow(ConfigError);
  });
});

describe('the file', () => {
  it('is for its user alone, and goes when the BFF stops', async () => {
    const ops = await operatorApp();
    expect(statSync(ops.socket).mode & 0o777).toBe(0o600);
    await ops.stop();
    expect(existsSync(ops.socket)).toBe(false);
    rmSync(ops.folder, { recursive: true, force: true });
  });

  it('of a dead process is replaced', async () => {
    const path = join(dir, 'a.sock');
    // A process that ends without closing leaves its file.
    const script = 'require("net").createServer().listen(' + JSON.stringify(path) + ', () => process.kill(process.pid, "SIGKILL"))';
    spawnSync(process.execPath, ['-e', script]);
    expect(existsSync(path)).toBe(true);
    const socket = await listenOnSocket(createServer(), path);
    await socket.close();
  });

  it('of a living process, or of another kind, is left alone', async () => {
    const path = join(dir, 'a.sock');
    const socket = await listenOnSocket(createServer(), path);
    await expect(listenOnSocket(createServer(), path)).rejects.toThrow(/Another process listens/);
    await socket.close();
    writeFileSync(path, 'text');
    await expect(listenOnSocket(createServer(), path)).rejects.toThrow(/a file of another kind/);
    await expect(listenOnSocket(createServer(), join(dir, 'no/a.sock'))).rejects.toThrow(/cannot be made \(\w+\)/);
  });
});

describe('lezhong', () => {
  it('says that nobody answers, and exits 3', async () => {
    const { exit, out, err } = await runLezhong(['flags', '--socket', 'none.sock'], dir);
    expect([exit, out]).toEqual([3, '']);
    expect(err).toContain('No BFF answers at "' + join(dir, 'none.sock') + '" (ENOENT)');
    const asJson = await runLezhong(['flags', '--socket', 'none.sock', '--json'], dir);
    expect([asJson.exit, JSON.parse(asJson.out)]).toMatchObject([3, { error: { code: 'BFF_UNREACHABLE' } }]);
  });

  it('finds the socket by the settings file', async () => {
    writeFileSync(join(dir, 'a.json'), JSON.stringify({ database: join(dir, 'x.db') }));
    expect((await runLezhong(['flags', '--config', 'a.json'], dir)).err).toContain(join(dir, 'x.db.sock'));
    expect((await runLezhong(['flags'], dir, { LEZHONG_CONFIG: join(dir, 'a.json') })).err).toContain(join(dir, 'x.db.sock'));
    expect((await runLezhong(['flags'], dir)).err).toContain('"data/lezhong.db.sock"');
    expect((await runLezhong(['flags', '--config', 'no.json'], dir)).exit).toBe(2);
  });

  it.each([[['held']], [['held', 'lst']], [['nothing']], [['held', 'give-back']], [['held', 'list', 'x']], [['flags', '--x']], [[]]])(
    'does not understand %j, and exits 2',
    async (args) => {
      const { exit, out, err } = await runLezhong(args, dir);
      expect([exit, out]).toEqual([2, '']);
      expect(err).toContain('lezhong');
    },
  );

  it.each([[['--help']], [['held', '--help']], [['held', 'give-back', '--help']], [['backup', '--help']]])(
    'helps with %j',
    async (args) => {
      const { exit, out } = await runLezhong(args, dir);
      expect(exit).toBe(0);
      expect(out).toContain('--socket PATH');
    },
  );
});
