/** Shares requests among several BFFs: nginx where it is installed, as operators have it, else a relay of connections. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import type { Socket } from 'node:net';
import { delimiter, join } from 'node:path';

export interface Balancer {
  kind: 'nginx' | 'relay';
  stop(): Promise<void>;
}

function nginx(): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
  return folders.map((folder) => join(folder, 'nginx')).find((file) => existsSync(file));
}

export async function startBalancer(folder: string, port: number, to: readonly number[]): Promise<Balancer> {
  const program = nginx();
  return program === undefined ? relay(port, to) : withNginx(program, folder, port, to);
}

/** A connection to each server of its own: a request on a kept one may be lost with the server, and a POST is not sent twice. */
function settings(folder: string, port: number, to: readonly number[]): string {
  return `${process.getuid?.() === 0 ? 'user root;' : ''}
daemon off;
worker_processes 1;
pid ${folder}/pid;
error_log ${folder}/error.log;
events { worker_connections 2048; }
http {
  access_log off;
  client_body_temp_path ${folder}/body;
  proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi;
  scgi_temp_path ${folder}/scgi;
  upstream bffs { ${to.map((one) => 'server 127.0.0.1:' + one + ' max_fails=1 fail_timeout=1s;').join(' ')} }
  server {
    listen 127.0.0.1:${port};
    location / {
      proxy_pass http://bffs;
      proxy_http_version 1.1;
      proxy_set_header Connection close;
      proxy_set_header Host $http_host;
      proxy_set_header X-Forwarded-For $remote_addr;
      proxy_connect_timeout 2s;
      proxy_read_timeout 60s;
      proxy_next_upstream error;
    }
  }
}
`;
}

async function withNginx(program: string, folder: string, port: number, to: readonly number[]): Promise<Balancer> {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'nginx.conf');
  writeFileSync(file, settings(folder, port, to));
  const child = spawn(program, ['-c', file, '-p', folder], { stdio: ['ignore', 'inherit', 'inherit'] });
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  return {
    kind: 'nginx',
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** By turns, past those that take no connection. */
async function relay(port: number, to: readonly number[]): Promise<Balancer> {
  const open = new Set<Socket>();
  let turn = 0;
  function onward(near: Socket, left: number): void {
    const far = connect(to[(turn += 1) % to.length] ?? 0, '127.0.0.1');
    far.once('error', () => (left > 0 ? onward(near, left - 1) : near.destroy()));
    far.once('connect', () => {
      far.removeAllListeners('error');
      open.add(far);
      far.on('error', () => near.destroy()).on('close', () => void (open.delete(far), near.destroy()));
      near.on('close', () => far.destroy());
      near.pipe(far).pipe(near);
    });
  }
  const server = createServer((near) => {
    open.add(near);
    near.on('error', () => undefined).on('close', () => open.delete(near));
    onward(near, to.length - 1);
  });
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
  return {
    kind: 'relay',
    async stop() {
      for (const one of open) one.destroy();
      await new Promise<void>((done) => server.close(() => done()));
    },
  };
}
