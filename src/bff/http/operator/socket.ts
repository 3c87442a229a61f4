/** The operators' socket: a Unix socket that its own user alone can open. Whoever can open it may do everything here. */
import { lstatSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import type { Server } from 'node:http';
import { ConfigError } from '../../config/error.ts';

export interface OpsSocket {
  path: string;
  close(): Promise<void>;
}

/** Replaces the socket of a dead process. Throws ConfigError when a living one listens there, or the path is something else. */
export async function listenOnSocket(server: Server, path: string): Promise<OpsSocket> {
  await clear(path);
  await listen(server, path);
  return {
    path,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
      }),
  };
}

async function clear(path: string): Promise<void> {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (!stat) return;
  if (!stat.isSocket())
    throw new ConfigError(
      'The operators\' socket cannot be made: "' + path + '" is a file of another kind; move it, or name another path in "ops_socket".',
    );
  if (await answers(path))
    throw new ConfigError(
      'Another process listens on the operators\' socket "' + path + '": stop it, or name another path in "ops_socket".',
    );
  rmSync(path);
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

/** The file is made inside `listen`: with this umask it is never open to others, not for an instant. */
function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException): void =>
      reject(
        new ConfigError(
          'The operators\' socket "' +
            path +
            '" cannot be made (' +
            error.code +
            '): look at its folder, or name another path in "ops_socket".',
        ),
      );
    server.once('error', failed);
    const umask = process.umask(0o177);
    try {
      server.listen(path, () => {
        server.off('error', failed);
        resolve();
      });
    } finally {
      process.umask(umask);
    }
  });
}
