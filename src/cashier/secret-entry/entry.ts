/** The entry of a card: keeps its fields, seals and sends answers, and sends those that need no press. */
import { effect } from '@preact/signals';
import type { SecretAnswer } from '../../protocol/answer.ts';
import type { Random } from '../../protocol/seal.ts';
import type { Step, StepKeypad } from '../../protocol/step.ts';
import { ask } from '../../tv/request.ts';
import { createCountdown } from '../../tv/ui/countdown.ts';
import { createFace } from './bank.ts';
import type { AskBank } from './bank.ts';
import { createFields } from './fields.ts';
import type { SecretEntry, CardScreens, CardStep, Entry, EntryHost } from './entry-contract.ts';
import { isCardStep } from './load.ts';
import { createSealing } from './seal-answer.ts';
import { createCardMemory } from './card-memory.ts';
import { createLastShown } from './last-shown.ts';
import { createMultiTap } from './multi-tap.ts';

const BANK_GIVE_UP_MS = 8_000;
/** While another answer is on its way, one that goes by itself tries again after this. */
const AGAIN_MS = 500;
/** A token shows its password for about so long. Source: docs/channels.md 4.3. */
const TOKEN_MS = 60_000;
/** The screen is painted first, and nobody has found the digits yet. */
const PREPARE_MS = 100;

export function createEntry(host: EntryHost, random: Random, screensOf: (entry: Entry) => CardScreens): SecretEntry {
  const { clock, step } = host;
  const sealing = createSealing(random, host.base.slice(host.base.lastIndexOf('/') + 1));
  const fields = createFields();
  const onIdle = (): void => {
    host.lay();
    byItself();
  };
  const memory = createCardMemory(clock, fields, onIdle, host.boot.elder ? 2 : 1);
  const again = createCountdown(clock, byItself);
  const phone = createCountdown(clock, byItself);
  // A token's password that is a minute old is not sent: its digits go.
  const minute = createCountdown(clock, () => fields.clear('code'));
  effect(() => {
    const typed = fields.of('code').value !== '';
    const now = step.peek();
    if (!typed || now.kind !== 'bank-password' || now.challenge.method !== 'token') minute.set(undefined);
    else if (minute.seconds.peek() === undefined) minute.set(TOKEN_MS);
  });
  /** The newest question. */
  let question = '';
  /** The version that this page opened with or brought about: it never reports a card lost on another TV's. */
  let own = host.boot.step.version;
  /** The version that was answered without a key, so that it is once. */
  let done = -1;
  let cancel: (() => void) | undefined;

  const askBank: AskBank = (prefix, length, tell) => {
    const sealed = sealing.bank(step.peek(), { prefix, length });
    if (!sealed) return tell(undefined);
    const request = { method: 'POST', url: host.base + '/bank', body: sealed.body, give_up_ms: BANK_GIVE_UP_MS };
    ask(host, request, (reply) => tell(sealed.read(reply)));
  };

  function send(answer: SecretAnswer): boolean {
    const now = step.peek();
    const sealed = sealing.answer(now, answer);
    if (!sealed || !host.post(sealed.body, sealed.read)) return false;
    memory.sent(now, answer);
    return true;
  }

  /** The answer this step needs without a press: a lost card, or another code after a wrong one. */
  function due(now: Step): (() => boolean) | undefined {
    // A phone has what is typed; its time is over when the server's is.
    if (phoneOf(now)) return phone.seconds.peek() === 0 ? () => host.answer({ kind: 'use-remote' }) : undefined;
    if (!isCard(now) || done === now.version) return undefined;
    if (!memory.has(now)) return own === now.version ? () => host.answer({ kind: 'card-lost' }) : undefined;
    const wrong = now.kind === 'sms-code' && now.wrong && again.seconds.peek() === 0;
    return wrong ? () => send({ kind: 'sms-again', ...memory.card(now) }) : undefined;
  }

  /** After the step is shown, and as soon as no other answer is on its way. */
  function byItself(): void {
    if (cancel) cancel();
    cancel = clock.after(0, () => {
      const now = step.peek();
      const go = due(now);
      cancel = undefined;
      if (!go) return;
      if (go()) done = now.version;
      else cancel = clock.after(AGAIN_MS, byItself);
    });
  }

  const face = createFace(clock, fields.of('pan'), askBank);
  return {
    screens: screensOf({
      fields,
      memory,
      face,
      again: again.seconds,
      minute: minute.seconds,
      lastShown: createLastShown(clock, fields.of('password')),
      tap: createMultiTap(clock),
      shuffled: (text) => shuffled(text, host.random),
      send,
    }),
    send,
    stepped(next) {
      again.set(next.kind === 'sms-code' || next.kind === 'bank-password' ? next.again_in_ms : undefined);
      const keypad = phoneOf(next);
      phone.set(keypad && keypad.left_ms);
      const asks = next.kind + next.version;
      if (asks === question) return;
      question = asks;
      memory.stepped(next);
      if (isCard(next)) {
        if (memory.has(next)) own = next.version;
        clock.after(PREPARE_MS, () => sealing.prepare(next));
      }
      byItself();
    },
    pressed: memory.pressed,
    wipe() {
      memory.wipe();
      // Coming back, the same question is looked at anew.
      question = '';
    },
  };
}

function shuffled(text: string, random: () => number): string {
  const left = text.split('');
  let made = '';
  while (left.length > 0) made += left.splice(Math.floor(random() * left.length) % left.length, 1).join('');
  return made;
}

function phoneOf(step: Step): StepKeypad | undefined {
  const keypad = 'keypad' in step ? step.keypad : undefined;
  return keypad && keypad.phone ? keypad : undefined;
}

function isCard(step: Step): step is CardStep {
  return isCardStep(step.kind);
}
