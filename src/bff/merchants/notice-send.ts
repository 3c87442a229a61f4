/**
 * Sends notices, and decides where they may go at the moment of connecting: the address that was looked at is the one that is
 * connected to. Redirects are not followed. Source: docs/paysign.md 3.
 */
import { lookup as resolve } from 'node:dns';
import type { LookupAddress } from 'node:dns';
import { isIP } from 'node:net';
import type { LookupFunction } from 'node:net';
import { Agent, request } from 'undici';
import type { Send } from '../../channels/port.ts';
import { ranges } from '../config/addresses.ts';
import { addressKind } from './address-kind.ts';

/** An answer is one word. */
const ANSWER_MAX_BYTES = 65_536;

export class NoticeRefused extends Error {
  readonly code: 'NOTICE_ADDRESS_PRIVATE' | 'NOTICE_NOT_HTTPS' | 'NOTICE_ADDRESS_BAD';
  constructor(code: NoticeRefused['code']) {
    super(code);
    this.name = 'NoticeRefused';
    this.code = code;
  }
}

type Resolve = (name: string, done: (error: Error | null, addresses: LookupAddress[]) => void) => void;

const systemResolve: Resolve = (name, done) => resolve(name, { all: true }, (error, addresses) => done(error, addresses ?? []));

/**
 * `private_allow`: ranges that names may resolve to. An address that a merchant's list names itself was allowed by whoever made the list;
 * a name that turns out to be private was not.
 */
export function makeNoticeSend(
  private_allow: readonly string[],
  resolver: Resolve = systemResolve,
): { send: Send; stop: () => Promise<void> } {
  const isAllowed = ranges(private_allow);

  /** Throws for what a name may not lead to. */
  function look(address: string, protocol: string, named: boolean): void {
    const kind = addressKind(address);
    if (kind === 'none') throw new NoticeRefused('NOTICE_ADDRESS_BAD');
    if (kind !== 'public' && named && !isAllowed(address)) throw new NoticeRefused('NOTICE_ADDRESS_PRIVATE');
    if (kind === 'public' && protocol !== 'https:') throw new NoticeRefused('NOTICE_NOT_HTTPS');
  }

  const agents = new Map<string, Agent>();
  function agentFor(protocol: string): Agent {
    const known = agents.get(protocol);
    if (known) return known;
    const lookup: LookupFunction = (name, options, done) =>
      resolver(name, (error, addresses) => {
        const [first] = addresses;
        if (error || !first) return done(error ?? new Error('no address'), '', 0);
        try {
          // Every one of them: whichever is taken was looked at.
          for (const { address } of addresses) look(address, protocol, name !== 'localhost');
        } catch (refused) {
          return done(refused as Error, '', 0);
        }
        if (options.all) return (done as unknown as (error: null, all: LookupAddress[]) => void)(null, addresses);
        return done(null, first.address, first.family);
      });
    const agent = new Agent({
      connections: 64,
      pipelining: 1,
      keepAliveTimeout: 5_000,
      maxResponseSize: ANSWER_MAX_BYTES,
      connect: { lookup },
    });
    agents.set(protocol, agent);
    return agent;
  }

  const send: Send = async (out) => {
    const { protocol, hostname } = new URL(out.url);
    // As the parser writes it: 0x7f.1 and 2130706433 are 127.0.0.1 here. Node asks no lookup for an address.
    const literal = hostname.replace(/^\[|\]$/g, '');
    if (isIP(literal) !== 0) look(literal, protocol, false);
    const answer = await request(out.url, {
      method: out.method,
      headers: out.headers,
      body: out.body ?? null,
      dispatcher: agentFor(protocol),
      signal: AbortSignal.timeout(out.timeout_ms),
    });
    const body = new Uint8Array(await answer.body.arrayBuffer());
    return { status: answer.statusCode, headers: {}, body };
  };
  return { send, stop: async () => void (await Promise.all([...agents.values()].map((one) => one.destroy()))) };
}
