/** Shares requests among several BFFs: nginx where it is installed, as operators have it, else a relay of our own. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
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

/** By turns, past those that give no answer, over a connection of its own each time: as the settings of nginx above. */
async function relay(port: number, to: readonly number[]): Promise<Balancer> {
  let turn = 0;
  function onward(asked: IncomingMessage, body: Buffer, answer: ServerResponse, left: number): void {
    const headers = { ...asked.headers, connection: 'close', 'x-forwarded-for': asked.socket.remoteAddress ?? '' };
    const far = request({
      host: '127.0.0.1',
      port: to[(turn += 1) % to.length] ?? 0,
      ...(asked.method === undefined ? {} : { method: asked.method }),
      path: asked.url ?? '/',
      headers,
      agent: false,
    });
    answer.once('close', () => far.destroy());
    far.once('response', (said) => {
      const { connection: _ours, 'keep-alive': _too, ...rest } = said.headers;
      answer.writeHead(said.statusCode ?? 502, rest);
      said.once('error', () => answer.destroy());
      said.pipe(answer);
    });
    far.on('error', () => {
      if (answer.headersSent || answer.destroyed) answer.destroy();
      else if (left > 0) onward(asked, body, answer, left - 1);
      else answer.writeHead(502).end();
    });
    far.end(body);
  }
  const server = createServer((asked, answer) => {
    const parts: Buffer[] = [];
    asked.on('data', (part: Buffer) => void parts.push(part));
    asked.once('end', () => onward(asked, Buffer.concat(parts), answer, to.length - 1));
  });
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
  return {
    kind: 'relay',
    async stop() {
      server.closeAllConnections();
      await new Promise<void>((done) => server.close(() => done()));
    },
  };
}
