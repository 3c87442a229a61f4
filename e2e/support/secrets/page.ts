/** A page of the cashier without a screen: it answers as the real one does, with the page's own sealing. */
import { setTimeout as sleep } from 'node:timers/promises';
import { pageSealer } from '../../../src/protocol/seal.ts';
import type { SecretAnswer } from '../../../src/protocol/answer.ts';
import type { MeAccount, MeBoot, MeChanged, MeWish } from '../../../src/protocol/me.ts';
import { ME_BOUND, ME_PATH } from '../../../src/protocol/me.ts';
import type { Step } from '../../../src/protocol/step.ts';
import type { KeypadState } from '../../../src/protocol/keypad.ts';
import { readBits } from '../../../src/sandbox/phone/tv-code.ts';

const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));

async function posted<T>(url: string, body: object): Promise<T> {
  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  return (await (await fetch(url, init)).json()) as T;
}

/** `base`: the cashier's address of one order. */
export function sealedPage(base: string) {
  const token = base.slice(base.lastIndexOf('/') + 1);
  const sealer = pageSealer(random);
  const step = async (): Promise<Step> => (await (await fetch(base + '/step')).json()) as Step;
  return {
    step,
    async choose(channel: string): Promise<void> {
      await posted(base + '/answer', { version: (await step()).version, answer: { kind: 'choose', channel } });
    },
    async say(answer: SecretAnswer): Promise<Step> {
      const now = await step();
      if (!now.seal) throw new Error('no key on ' + now.kind + JSON.stringify(now));
      const bound = { token, version: now.version };
      const reply = await posted<{ sealed?: string }>(base + '/answer', sealer.seal(now.seal, bound, answer));
      return sealer.open(now.seal, bound, reply.sealed ?? '', sealer.counter()) as Step;
    },
    /** Until the step is of this kind, or another one than that. */
    async until(is: (step: Step) => boolean): Promise<Step> {
      for (let n = 0; ; n++) {
        const now = await step();
        if (is(now)) return now;
        if (n > 100) throw new Error('stays on ' + now.kind);
        await sleep(50);
      }
    },
  };
}
export type SealedPage = ReturnType<typeof sealedPage>;

/** A phone that is the keypad of what this step asks for. `type`: false where the phone may not. */
export async function keypadOf(base: string, now: Step): Promise<{ type(answer: SecretAnswer): Promise<boolean> } | undefined> {
  const address = readBits(('keypad' in now && now.keypad?.qr?.rows) || []);
  if (!address) return undefined;
  const page = base + new URL(address).pathname.replace('/S/', '/s/');
  const visit = 'v'.repeat(26);
  const sealer = pageSealer(random);
  type Said = KeypadState & { sealed?: string };
  let state: KeypadState = await posted<Said>(page + '/keypad', { do: 'begin', visit });
  return {
    async type(answer) {
      if (!state.own || !state.ask || state.ask.kind !== answer.kind) return false;
      const { id, seal } = state.own;
      const bound = { token: id, version: state.ask.version };
      const said = await posted<Said>(page + '/type', { ...sealer.seal(seal, bound, answer), visit });
      state = said.sealed === undefined ? said : (sealer.open(seal, bound, said.sealed, sealer.counter()) as KeypadState);
      for (let n = 0; n < 100 && !state.ask && state.again_ms !== undefined; n++) {
        await sleep(50);
        state = (await (await fetch(page + '/keypad?visit=' + visit)).json()) as KeypadState;
      }
      return said.sealed !== undefined;
    },
  };
}

/** A viewer's own page, opened by a portal's link. */
export async function ownPage(link: string): Promise<{ wish(wish: MeWish): Promise<MeChanged> }> {
  const html = await (await fetch(link)).text();
  const boot = JSON.parse(/id="boot">(.*?)<\/script>/.exec(html)?.[1] ?? '') as MeBoot & { start: { account: MeAccount } };
  const sealer = pageSealer(random);
  let { account } = boot.start;
  let t = boot.ticket;
  return {
    async wish(wish) {
      const sealed = sealer.seal(account.seal, { token: ME_BOUND, version: account.rev }, wish);
      const said = await posted<MeChanged & { t: string }>(new URL(link).origin + ME_PATH + 'account', { t, ...sealed });
      ({ account, t } = said);
      return said;
    },
  };
}
