/**
 * A wallet says who opened the page: the browser goes there and comes back to an address below /s/. The state is sealed into a
 * cookie of this browser and used once; the payer's id is kept in another, and nowhere else until they press.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { SignIn } from '../../../channels/port.ts';
import { PHONE_PATH } from '../../../protocol/phone.ts';
import { randomText } from '../../../protocol/world.ts';
import type { Jar } from './cookies.ts';
import type { PhoneChannel } from './ways.ts';

/** Where the wallets send browsers back, below PHONE_PATH. */
export const SIGN_IN_PATH = PHONE_PATH + 'o/';

const STATE_S = 600;
const PAYER_S = 7_200;
/** After a wallet refused, pages open without asking it again for so long; a press asks again. */
const REFUSED_S = 60;

const stateName = (channel: string): string => 'lzp_state_' + channel;
const payerName = (channel: string): string => 'lzp_payer_' + channel;

interface Payer {
  app: string;
  payer?: string;
  refused?: true;
}

export interface SignIns {
  payerOf(request: FastifyRequest, one: PhoneChannel): string | undefined;
  wasRefused(request: FastifyRequest, one: PhoneChannel): boolean;
  /** The wallet's address to go to; undefined where none is needed. Seals the state. */
  begin(reply: FastifyReply, one: PhoneChannel, code: string): string | undefined;
  /** The browser came back; the order's code to go on with, undefined when it was not this browser that went. */
  end(
    request: FastifyRequest,
    reply: FastifyReply,
    one: PhoneChannel,
    back: { code?: string; state?: string },
  ): Promise<string | undefined>;
}

export function signIns(jar: Jar, scan_url: string, wall: () => number, random: (length: number) => Uint8Array): SignIns {
  const known = (request: FastifyRequest, channel: string, { app }: SignIn): Payer | undefined => {
    const payer = jar.open<Payer>(request, payerName(channel), wall());
    return payer?.app === app ? payer : undefined;
  };
  return {
    payerOf: (request, { channel, pay }) => pay.signIn && known(request, channel.id, pay.signIn)?.payer,
    wasRefused: (request, { channel, pay }) => (pay.signIn && known(request, channel.id, pay.signIn)?.refused) === true,
    begin(reply, { channel, pay }, code) {
      if (!pay.signIn) return undefined;
      const state = randomText(random, 26);
      jar.seal(reply, stateName(channel.id), { state, code }, wall(), STATE_S);
      return pay.signIn.url(scan_url + SIGN_IN_PATH + channel.id, state);
    },
    async end(request, reply, { channel, pay }, back) {
      const sealed = jar.open<{ state: string; code: string }>(request, stateName(channel.id), wall());
      jar.write(reply, stateName(channel.id), '', 0);
      const { signIn } = pay;
      if (!signIn || !sealed || back.state === undefined || sealed.state !== back.state) return undefined;
      const answer = back.code ? await signIn.payer(back.code) : ({ kind: 'refused', code: 'none' } as const);
      const { app } = signIn;
      if (answer.kind === 'payer') jar.seal(reply, payerName(channel.id), { app, payer: answer.payer }, wall(), PAYER_S);
      else jar.seal(reply, payerName(channel.id), { app, refused: true }, wall(), REFUSED_S);
      return sealed.code;
    },
  };
}
