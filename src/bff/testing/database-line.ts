/** The line between a BFF and its database: a relay of bytes that can be cut, also at the moment of a COMMIT. */
import { connect, createServer } from 'node:net';
import type { Socket } from 'node:net';

/** Of the COMMIT that goes by next. lost: it never arrives. unanswered: it arrives, its answer does not. */
export type Fate = 'lost' | 'unanswered';

export interface DatabaseLine {
  readonly port: number;
  /** Cuts the connection at the next COMMIT. Resolves when it happened. */
  cutAtCommit(fate: Fate): Promise<void>;
  /** Every connection breaks; new ones too until it is plugged in. */
  pull(): void;
  plug(): void;
  /** The server that new connections reach. */
  lead(port: number): void;
  stop(): Promise<void>;
}

export async function databaseLine(to_port: number): Promise<DatabaseLine> {
  const open = new Set<Socket>();
  let far_port = to_port;
  let pulled = false;
  let next: { fate: Fate; done: () => void } | undefined;

  function cut(near: Socket, far: Socket): void {
    near.destroy();
    far.destroy();
  }

  function relay(near: Socket): void {
    if (pulled) return void near.destroy();
    const far = connect(far_port, '127.0.0.1');
    for (const one of [near, far]) {
      open.add(one);
      one.on('error', () => undefined);
      one.on('close', () => {
        open.delete(one);
        cut(near, far);
      });
    }
    /** Since the COMMIT went by: whoever waits for its answer. */
    let answered: (() => void) | undefined;
    near.on('data', (bytes) => {
      if (!next || !bytes.includes('COMMIT')) return void far.write(bytes);
      const { fate, done } = next;
      next = undefined;
      answered = () => {
        cut(near, far);
        done();
      };
      if (fate === 'lost') answered();
      else far.write(bytes);
    });
    far.on('data', (bytes) => {
      if (!answered) return void near.write(bytes);
      if (bytes.includes('COMMIT')) answered();
    });
  }

  const server = createServer(relay);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    cutAtCommit: (fate) => new Promise((done) => (next = { fate, done })),
    pull() {
      pulled = true;
      for (const one of open) one.destroy();
    },
    plug: () => void (pulled = false),
    lead: (port) => void (far_port = port),
    async stop() {
      for (const one of open) one.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
