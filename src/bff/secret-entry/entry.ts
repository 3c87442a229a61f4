/**
 * Where a viewer's card answers lose their secrets: what the core may know becomes an event, the rest lives in this
 * request's memory until the bank has it.
 */
import { cardOf } from '../payments/card-of.ts';
import type { CardStatus } from '../../channels/port.ts';
import type { Answer, SecretAnswer } from '../../protocol/answer.ts';
import type { CardElement } from '../../protocol/card.ts';
import { Secret } from '../../protocol/secret.ts';
import { randomText } from '../../protocol/world.ts';
import { meaningOf } from '../payments/dialogue/refusals.ts';
import { questionOf } from '../payments/dialogue/question.ts';
import type { Question } from '../payments/dialogue/question.ts';
import { accountNumber, chooseMethod, confirm, isBank } from './bank-desk.ts';
import { factsOf } from './display.ts';
import { inHand, ofAttempt } from './resolve-card.ts';
import { consume, openToken, sendSms } from './bank-calls.ts';
import { askConsent, consented } from './consent.ts';
import { payPassword } from './pay-password.ts';
import { deskTools } from './tools.ts';
import type { DeskDeps, InHand, Said, SealedSaid, Tools } from './tools.ts';
import { isCode, isPan } from './validate.ts';
import type { Payment } from '../payments/payment.ts';
import type { Remembered } from './vault.ts';

export interface Desk {
  /** A sealed answer. Resolves when it is committed; the bank's word comes as an event later. */
  secret(said: SealedSaid, answer: SecretAnswer): Promise<void>;
  /** A plain answer that has to do with cards; false when it is none of the desk's. */
  plain(said: Said, answer: Answer): Promise<boolean>;
  /** A parent's word came by phone: a remembered card that was chosen goes straight on. */
  consented(payment: Payment, n: number, yes: boolean): Promise<Payment | undefined>;
}

export function cardDesk(deps: DeskDeps): Desk {
  const tools = deskTools(deps);
  return {
    consented: (payment, n, yes) =>
      consented(tools, payment, { n, yes }, (on, channel, id, by_sms) => chooseCard(tools, on, channel, id, by_sms)),
    async secret(sealed, answer) {
      if (sealed.version !== sealed.payment.dialogue.version) return;
      const said = await take(tools, sealed, answer);
      if (said) await answerSealed(tools, said, answer);
    },
    async plain(said, answer) {
      const question = questionOf(said.payment);
      const { kind } = question;
      const now = said.version === said.payment.dialogue.version;
      if (answer.kind === 'choose' && answer.card !== undefined && (kind === 'choose' || kind === 'card-list')) {
        if (now) await chooseCard(tools, said, answer.channel, answer.card);
        return true;
      }
      if (answer.kind === 'ask-consent') {
        if (now && question.kind === 'pay-password' && !question.sms) await askConsent(tools, said);
        return true;
      }
      if (answer.kind === 'by-sms') {
        if (now && question.kind === 'pay-password' && question.sms && question.card_id !== undefined)
          await chooseCard(tools, said, question.channel, question.card_id, true);
        return true;
      }
      if (answer.kind !== 'forget-card') return false;
      if (now && kind === 'card-list') await forget(tools, said, answer);
      return true;
    },
  };
}

/**
 * The one way in for sealed answers: the page's counter is used up in a commit, with the limits of a card number, before
 * anything is asked of a bank. Of many copies of one message the one whose commit it was goes on.
 */
async function take(tools: Tools, { page, keypad, ...said }: SealedSaid, answer: SecretAnswer): Promise<Said | undefined> {
  const by = randomText(tools.world.random, 16);
  const asks = answer.kind === 'card-number' && isPan(answer.pan) && questionOf(said.payment).kind === 'card-number';
  const uses = asks ? { uses: tools.uses('number', said, 'number ' + said.payment.order.id) } : {};
  const event = { type: 'sealed-taken', version: said.version, page, by, ...(keypad ? { keypad } : {}) } as const;
  const after = await tools.commit(said, event, uses);
  return after?.dialogue.pages?.some((one) => one.by === by) ? { ...said, payment: after } : undefined;
}

async function answerSealed(tools: Tools, said: Said, answer: SecretAnswer): Promise<void> {
  const screen = questionOf(said.payment);
  if (answer.kind === 'card-number' && screen.kind === 'card-number') {
    const known = isBank(tools, screen.channel) ? accountNumber : cardNumber;
    return known(tools, said, screen.channel, answer.pan);
  }
  if (answer.kind === 'bank-method') return chooseMethod(tools, said, screen, answer);
  if (answer.kind === 'bank-password') return screen.kind === 'bank-password' ? confirm(tools, said, screen, answer) : undefined;
  if (answer.kind === 'pay-password')
    return screen.kind === 'pay-password'
      ? payPassword(tools, said, screen, answer, (on, channel, id, by_sms) => chooseCard(tools, on, channel, id, by_sms))
      : undefined;
  if (answer.kind === 'card-check' && screen.kind === 'card-check') {
    const card = await inHand(tools, said, screen, answer);
    if (card) await sendSms(tools, said, card);
  } else if (answer.kind === 'sms-code' && screen.kind === 'sms-code') {
    await code(tools, said, screen, answer);
  } else if (answer.kind === 'sms-again' && screen.kind === 'sms-code') {
    const card = await ofAttempt(tools, said, screen.attempt, answer);
    if (card) await sendSms(tools, said, card);
  }
}

async function cardNumber(tools: Tools, said: Said, channel_id: string, pan: unknown): Promise<void> {
  if (!isPan(pan)) return tools.note(said, 'note_pan');
  const { payment } = said;
  const channel = tools.channelOf(channel_id);
  if (!channel) return;
  const card = tools.known(payment, factsOf(pan), tools.keys.hash('card', pan));
  const status = await soon(tools, channel.status({ ...tools.newAsk(), card: { pan: new Secret(pan) } }));
  if (status?.kind === 'not-open') return tools.refuse(said, 'CARD_NOT_OPEN');
  // Not knowing is no obstacle: the SMS and the consumption will tell.
  const refusal = status?.kind === 'refused' ? meaningOf(status.reason).refusal : undefined;
  if (refusal?.startsWith('CARD_')) return tools.refuse(said, refusal);
  const has_list = await tools.hasCards(said);
  await tools.commit(said, { type: 'card-known', ...tools.from(said), channel: channel.id, card, has_list });
}

/** Undefined when it takes longer than a viewer should wait for it. */
function soon({ world, status_ms, onError }: Tools, answer: Promise<CardStatus>): Promise<CardStatus | undefined> {
  return new Promise((resolve) => {
    const cancel = world.after(status_ms, () => resolve(undefined));
    answer.then(
      (value) => (cancel(), resolve(value)),
      (error: unknown) => (cancel(), onError(error), resolve(undefined)),
    );
  });
}

type CodeScreen = Extract<Question, { kind: 'sms-code' }>;

async function code(tools: Tools, said: Said, screen: CodeScreen, answer: Extract<SecretAnswer, { kind: 'sms-code' }>): Promise<void> {
  if (screen.wrong) return;
  if (!isCode(answer.code)) return tools.note(said, 'note_code');
  const card = await ofAttempt(tools, said, screen.attempt, answer);
  if (!card) return;
  const { opens } = cardOf(said.payment.attempts[screen.attempt - 1]) ?? {};
  await (opens ? openToken : consume)(tools, said, screen.attempt, card, answer.code);
}

/** A remembered card: straight to its SMS, or to its viewer's password, when nothing has to be typed again. */
async function chooseCard(tools: Tools, said: Said, channel: string, id: string, by_sms = false): Promise<void> {
  const open = await tools.remembered.open(said.payment.order, id);
  if (!open || open.row.channel !== channel) return tools.lost(said);
  const all = tools.known(said.payment, open.row, open.row.hash, id);
  const need = open.card.token ? [] : all.need.filter((one) => !isKnown(open.card, one));
  if (need.length > 0) {
    await tools.commit(said, { type: 'card-known', ...tools.from(said), channel, card: { ...all, need }, has_list: true });
    return;
  }
  const card = await inHand(tools, said, { channel, hash: open.row.hash, need, card_id: id }, { fields: {}, remember: false });
  if (card && (by_sms || !(await asksPassword(tools, said, card)))) await sendSms(tools, said, card, by_sms);
}

/** Its viewer's password is asked instead, or the viewer was told why nothing is. */
async function asksPassword(tools: Tools, said: Said, { channel, known }: InHand): Promise<boolean> {
  if (channel.token_sms || !known.token) return false;
  const after = await tools.commit(said, { type: 'token-chosen', ...tools.from(said), channel: channel.id, card: known });
  return after?.dialogue.version !== said.version;
}

/** Kept with the card; expiry and CVN2 never are. */
function isKnown(card: Remembered, element: CardElement): boolean {
  if (element === 'phone') return card.phone !== undefined;
  // The contract may have asked for the last six then and for all of it now.
  const digits = card.id?.reveal().length ?? 0;
  return element === 'id' ? digits > 6 : element === 'id_last6' && digits === 6;
}

async function forget(tools: Tools, said: Said, answer: Extract<Answer, { kind: 'forget-card' }>): Promise<void> {
  const open = await tools.remembered.open(said.payment.order, answer.card);
  const removed = await tools.remembered.remove(said.payment.order, answer.card);
  const token = open?.card.token;
  const channel = open && tools.channelOf(open.row.channel);
  if (removed && channel && token) tools.background(channel.dropToken({ ...tools.newAsk(), card: { token } }));
  await tools.commit(said, { type: 'answer', version: said.version, answer, has_cards: await tools.hasCards(said) });
}
