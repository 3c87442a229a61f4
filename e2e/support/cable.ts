/** The cable between one TV and the BFF: a relay that can be pulled out and put back. */
import { connect, createServer } from 'node:net';
import type { Socket } from 'node:net';

export interface Cable {
  url: string;
  pull(): void;
  plug(): void;
  stop(): Promise<void>;
}

export async function startCable(to: string): Promise<Cable> {
  const { port } = new URL(to);
  const open = new Set<Socket>();
  let pulled = false;
  const server = createServer((near) => {
    if (pulled) return void near.destroy();
    const far = connect(Number(port), '127.0.0.1');
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(socket);
      socket.pipe(other).on('error', () => socket.destroy());
      socket
        .on('error', () => other.destroy())
        .on('close', () => {
          open.delete(socket);
          other.destroy();
        });
    }
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: 'http://127.0.0.1:' + (server.address() as { port: number }).port,
    pull() {
      pulled = true;
      for (const socket of open) socket.destroy();
    },
    plug: () => void (pulled = false),
    stop: () =>
      new Promise((done) => {
        for (const socket of open) socket.destroy();
        server.close(() => done());
      }),
  };
}
