/** One outbound route for one channel: direct, or through its proxy. Banks sit on private lines, wallets behind a gateway. */
import { Agent, ProxyAgent, request } from 'undici';
import type { Incoming, Outgoing, Send } from '../port.ts';

/** A bank's answer larger than this is not read further. */
const MAX_BYTES = 4_000_000;

export function makeSend(proxy_url?: string): { send: Send; stop: () => Promise<void> } {
  const options = { connections: 64, pipelining: 1, keepAliveTimeout: 20_000, maxResponseSize: MAX_BYTES };
  const dispatcher = proxy_url ? new ProxyAgent({ uri: proxy_url, ...options }) : new Agent(options);
  const send: Send = async (out: Outgoing): Promise<Incoming> => {
    const answer = await request(out.url, {
      method: out.method,
      headers: out.headers,
      body: out.body ?? null,
      dispatcher,
      // One clock over the whole exchange: a body that trickles is as silent as no body.
      signal: AbortSignal.timeout(out.timeout_ms),
    });
    const body = new Uint8Array(await answer.body.arrayBuffer());
    const headers: { [name: string]: string | undefined } = {};
    for (const [name, value] of Object.entries(answer.headers)) headers[name] = Array.isArray(value) ? value.join(', ') : value;
    return { status: answer.statusCode, headers, body };
  };
  return { send, stop: () => dispatcher.destroy() };
}
