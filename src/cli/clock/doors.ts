/** The processes of a sandbox, each with the door at which its clock is asked and moved. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ClockMove, ClockState } from '../../protocol/sandbox-clock.ts';
import { send, unreachable } from '../client.ts';
import type { Call } from '../command.ts';
import { settingsFile, socketOf } from '../where.ts';

export interface Door {
  name: string;
  /** Both throw DoorError. */
  state(): Promise<ClockState>;
  move(move: ClockMove): Promise<ClockState>;
}

export class DoorError extends Error {
  readonly code: string;
  readonly exit: 1 | 3;
  constructor(exit: 1 | 3, code: string, sentence: string) {
    super(sentence);
    this.exit = exit;
    this.code = code;
  }
}

const SANDBOX_URL = 'http://127.0.0.1:4100';

/** Throws ConfigError. The sandbox and the apps are those of the demo whose settings file is named. */
export function doorsOf({ where, around, options, as }: Pick<Call, 'where' | 'around' | 'options' | 'as'>): Door[] {
  const file = settingsFile(where, around);
  const folder = file === undefined ? undefined : dirname(file);
  const named = typeof options['sandbox'] === 'string' ? options['sandbox'] : undefined;
  const sandbox = named ?? (folder === undefined ? undefined : sandboxIn(folder)) ?? SANDBOX_URL;
  return [
    httpDoor('sandbox', sandbox.replace(/\/+$/, '') + '/control/clock', 'name its phone page with --sandbox'),
    bffDoor(socketOf(where, around), as),
    ...(folder === undefined ? [] : appsIn(folder)).map(({ name, url }) => httpDoor(name, url + '/sandbox-clock', 'start it')),
  ];
}

export function bffDoor(socket: string, as: string): Door {
  async function ask(method: 'GET' | 'POST', fields: object): Promise<ClockState> {
    const answer = await send(socket, { method, path: '/clock', fields: { ...fields } }).catch((error: NodeJS.ErrnoException) => {
      throw new DoorError(3, 'BFF_UNREACHABLE', unreachable(socket, error.code ?? 'failed'));
    });
    if (answer.status === 200) return answer.body as ClockState;
    const { error } = (answer.body ?? {}) as { error?: { code: string; message: string } };
    throw new DoorError(1, error?.code ?? 'BFF', error?.message ?? 'What answers at "' + socket + '" is no BFF with a clock.');
  }
  return {
    name: 'bff',
    state: () => ask('GET', {}),
    move: (move) => ask('POST', { ...move, actor: { name: as, via: 'cli' } }),
  };
}

export function httpDoor(name: string, url: string, hint: string): Door {
  async function ask(init: RequestInit): Promise<ClockState> {
    let said: { offset_ms?: unknown; error?: unknown };
    try {
      said = (await (await fetch(url, init)).json()) as typeof said;
    } catch (error) {
      throw new DoorError(3, 'UNREACHABLE', name + ' does not answer at ' + url + ' (' + (error as Error).message + '): ' + hint + '.');
    }
    if (typeof said.offset_ms === 'number') return said as ClockState;
    throw new DoorError(1, 'CLOCK_REFUSED', name + ' refuses at ' + url + ': ' + String(said.error) + '.');
  }
  return {
    name,
    state: () => ask({}),
    move: (move) => ask({ method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(move) }),
  };
}

function sandboxIn(folder: string): string | undefined {
  const { phone_url } = objectIn(join(folder, 'sandbox', 'manifest.json'));
  return typeof phone_url === 'string' ? phone_url : undefined;
}

/** Servers whose settings beside the BFF's say that they have such a clock. */
function appsIn(folder: string): { name: string; url: string }[] {
  let names: string[];
  try {
    names = readdirSync(folder).filter((name) => name.endsWith('.json'));
  } catch {
    return [];
  }
  return names.sort().flatMap((name) => {
    const { sandbox_clock, public_url } = objectIn(join(folder, name));
    return sandbox_clock === true && typeof public_url === 'string' ? [{ name: name.slice(0, -'.json'.length), url: public_url }] : [];
  });
}

function objectIn(file: string): { readonly [name: string]: unknown } {
  try {
    return Object(JSON.parse(readFileSync(file, 'utf8'))) as { [name: string]: unknown };
  } catch {
    return {};
  }
}
