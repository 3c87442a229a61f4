/** A card complete for one request: what was typed, or remembered and typed; or a word to the viewer about what is missing. */
import type { CardSecrets } from '../../channels/port.ts';
import type { TypedCard } from '../../protocol/answer.ts';
import { Secret } from '../../protocol/secret.ts';
import type { KnownCard } from '../payments/events.ts';
import { faceOf, factsOf } from './display.ts';
import type { InHand, Said, Tools } from './tools.ts';
import { isPan, readFields } from './validate.ts';

/** A remembered card that is a token: nothing of it has to be typed. */
export async function tokenInHand(tools: Tools, said: Said, channel: string, card_id: string | undefined): Promise<InHand | undefined> {
  const open = card_id === undefined ? undefined : await tools.remembered.open(said.payment.order, card_id);
  if (!open?.card.token || open.row.channel !== channel || card_id === undefined) return undefined;
  return inHand(tools, said, { channel, hash: open.row.hash, need: [], card_id }, { fields: {}, remember: false });
}

/** The card that was asked about. */
export interface Asked {
  channel: string;
  /** Of the attempt that waits; a card without an attempt is asked about at the account that takes new payments. */
  acquirer_id?: string;
  hash: string;
  need: KnownCard['need'];
  card_id?: string;
}

/** The card that is typed or remembered, complete, or nothing when the viewer has been told what is missing. */
export async function inHand(tools: Tools, said: Said, of: Asked, typed: TypedCard): Promise<InHand | undefined> {
  const { remembered, keys, world } = tools;
  const channel = tools.channelOf(of.channel, of.acquirer_id);
  if (!channel) return undefined;
  const before = of.card_id === undefined ? undefined : await remembered.open(said.payment.order, of.card_id);
  const pan = before ? before.card.pan : isPan(typed.pan) ? new Secret(typed.pan) : undefined;
  const token = before?.card.token;
  const facts = before ? before.row : pan && factsOf(pan.reveal());
  const hash = before ? before.row.hash : pan && keys.hash('card', pan.reveal());
  // Another card than the one that was asked about, or none: the page starts again.
  if (!facts || hash !== of.hash || !(pan ?? token)) return void (await tools.lost(said));
  const reading = readFields(of.need, typed.fields, world.now());
  if ('note' in reading) return void (await tools.note(said, reading.note, reading.field));
  const phone = reading.fields.phone ?? before?.card.phone;
  const id = reading.fields.id ?? before?.card.id;
  const secrets: CardSecrets = {
    ...reading.fields,
    ...(pan ? { pan } : {}),
    ...(token ? { token } : {}),
    ...(phone ? { phone } : {}),
    ...(id ? { id } : {}),
  };
  const card: KnownCard = {
    face: faceOf(facts, tools.langOf(said.payment)),
    hash,
    need: [...of.need],
    ...(of.card_id ? { card_id: of.card_id } : {}),
    ...(before && token && before.row.state === 'kept' ? { token: { proved_ms: before.row.proved_ms } } : {}),
  };
  const remember = typed.remember === true && of.card_id === undefined;
  return {
    channel,
    known: card,
    facts,
    secrets,
    phone_tail: phone?.reveal().slice(-4) ?? before?.row.phone_tail ?? '',
    remember,
  };
}

/** The card of a code that waits: the same, with the phone the code was sent to. */
export async function ofAttempt(tools: Tools, said: Said, n: number, typed: TypedCard): Promise<InHand | undefined> {
  const attempt = said.payment.attempts[n - 1];
  if (attempt?.kind !== 'card') return undefined;
  const { hash, need: asked, card_id, phone_tail } = attempt.card;
  const { channel, acquirer_id } = attempt;
  const card = await inHand(tools, said, { channel, acquirer_id, hash, need: asked, ...(card_id ? { card_id } : {}) }, typed);
  // The bank wants the code with the phone it was sent to.
  if (card && card.phone_tail !== phone_tail) return void (await tools.lost(said));
  return card;
}
