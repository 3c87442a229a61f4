/**
 * Preloaded with --import into a program under test. UPGRADE_SHIFT_MS moves its clock, so that a fixture is always opened
 * at the same moment; UPGRADE_PORTS ({"47100": 51234}) sends connections to a port a fixture names to today's port.
 */
import { ServerResponse } from 'node:http';
import { Socket } from 'node:net';

const shift_ms = Number(process.env['UPGRADE_SHIFT_MS'] ?? 0);
const ports = JSON.parse(process.env['UPGRADE_PORTS'] ?? '{}') as { [port: string]: number };

const realNow = Date.now;
Date.now = () => realNow() + shift_ms;
globalThis.Date = new Proxy(Date, {
  construct: (target, given: unknown[], made) => Reflect.construct(target, given.length === 0 ? [Date.now()] : given, made) as Date,
});

// Node writes the Date header by a clock of its own, and a client compares it with the shifted one.
const writeHead = ServerResponse.prototype.writeHead as (this: ServerResponse, ...given: unknown[]) => ServerResponse;
ServerResponse.prototype.writeHead = function (this: ServerResponse, ...given: unknown[]) {
  if (!this.headersSent && !this.hasHeader('date')) this.setHeader('date', new Date().toUTCString());
  return writeHead.apply(this, given);
} as typeof ServerResponse.prototype.writeHead;

type Connect = (this: Socket, ...given: unknown[]) => Socket;
const connect = Socket.prototype.connect as Connect;
Socket.prototype.connect = function (this: Socket, ...given: unknown[]) {
  // net.connect hands over [options, callback] as one argument, undici and http the options.
  const [first] = given;
  const options = (Array.isArray(first) ? first[0] : first) as { port?: number | string } | null | undefined;
  const port = typeof options === 'object' && options !== null ? ports[String(options.port)] : undefined;
  if (options && port !== undefined) options.port = port;
  return connect.apply(this, given);
} as typeof Socket.prototype.connect;
