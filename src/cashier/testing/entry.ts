/** A cashier with the second script in it, and the server it seals to, in a test's hands. */
import type { Boot } from '../../protocol/boot.ts';
import type { SealedBody } from '../../protocol/answer.ts';
import { openSealed, sealReply, serverKeys } from '../../protocol/seal.ts';
import type { Step, StepBody } from '../../protocol/step.ts';
import type { Controller } from '../controller.ts';
import { createEntry } from '../secret-entry/entry.ts';
import type { SecretEntry, CardScreens, Entry } from '../secret-entry/entry-contract.ts';
import { steps } from '../fixtures.ts';
import { staged } from './stage.ts';
import type { Made } from './requests.ts';

const keyOf = (n: number) => serverKeys(new Uint8Array(32).fill(n));
export const TOKEN = '0123456789abcdef0123456789abcdef';
/** No real card: the prefix belongs to nobody. */
export const PAN = '6000001234560018';
export const OTHER_PAN = '6000001234567781';

type Body = Extract<StepBody, { kind: 'card-list' | 'card-number' | 'card-check' | 'sms-code' }>;
const CHANNEL = { channel: 'unionpay', channel_name: '银联卡' };
const face = (tail: string) => ({ bank: '', mark: '', color: '', kind: 'debit', kind_text: '', tail }) as const;

/** Steps of a card; `more` overrides. */
export const CARD = {
  number: (more: object = {}): Body => ({ kind: 'card-number', ...CHANNEL, has_list: false, ...more }),
  check: (more: object = {}): Body => ({
    kind: 'card-check',
    ...CHANNEL,
    card: face('0018'),
    need: ['phone', 'cvn2'],
    can_remember: true,
    needs_pan: true,
    has_list: false,
    ...more,
  }),
  code: (more: object = {}): Body => ({
    kind: 'sms-code',
    ...CHANNEL,
    attempt: 1,
    card: face('0018'),
    phone_tail: '5506',
    again_in_ms: 60_000,
    wrong: false,
    needs_typed: true,
    ...more,
  }),
};

/** The same frame around every step; `key` is the server's of that moment. */
export function cardStep(body: StepBody, version: number, seq = version, key = 7): Step {
  const { order, hotline, lang } = steps('zh-CN')['scan'] as Step;
  return {
    build: 'fixture',
    lang,
    hotline,
    ...(order ? { order } : {}),
    seal: { key_id: 'k' + key, key: keyOf(key).publicKey },
    version,
    seq,
    ...body,
  };
}

const counted = (onRandom?: (length: number) => void) => {
  let n = 0;
  return (length: number) => {
    onRandom?.(length);
    return Uint8Array.from({ length }, () => (n = (n + 7) & 255));
  };
};

/** `screens`: those under test; without, nothing is drawn. `before`: the second script is not there yet. */
export function typing(
  first: Step,
  screens?: (entry: Entry) => CardScreens,
  before?: (on: Controller) => void,
  onRandom?: (length: number) => void,
  boot: Partial<Boot> = {},
) {
  const nothing = { draw: () => null, controls: () => [[]], back: () => ({ kind: 'change' }) as const };
  const none = {
    'card-list': nothing,
    'card-number': nothing,
    'card-check': nothing,
    'sms-code': nothing,
    'bank-method': nothing,
    'bank-password': nothing,
  } as unknown as CardScreens;
  const stage = staged(first, boot);
  if (before) before(stage.on);
  let entry: Entry | undefined;
  let cards: SecretEntry | undefined;
  stage.on.bring((host) => {
    cards = createEntry(host, counted(onRandom), (given) => {
      entry = given;
      return screens ? screens(given) : none;
    });
    return cards;
  });
  stage.clock.pass(1);
  if (!entry || !cards) throw new Error('nothing was brought');

  const posts = (path = '/answer') => stage.network.made.filter((one) => one.method === 'POST' && one.url.endsWith(path));
  const waiting = (path = '/answer') => stage.network.open().find((one) => one.method === 'POST' && one.url.endsWith(path));

  /** The contents of a sealed request; undefined when it is not for this key and version. */
  function opened(post: Made | undefined, version: number, key = 7): unknown {
    const body = JSON.parse(post?.body ?? '{}') as SealedBody;
    return openSealed(keyOf(key).secretKey, body, { token: TOKEN, version })?.value;
  }

  function reply(post: Made | undefined, value: unknown, key = 7, over: { counter?: number; version?: number } = {}): void {
    const body = JSON.parse(post?.body ?? '{}') as SealedBody;
    const bound = { token: TOKEN, version: body.version };
    const { counter = 0 } = openSealed(keyOf(key).secretKey, body, bound) ?? {};
    const about = { token: TOKEN, version: over.version ?? body.version };
    post?.reply(200, { sealed: sealReply(keyOf(key).secretKey, body.page_key, about, over.counter ?? counter, value, new Uint8Array(24)) });
  }

  /** A step by the poll. */
  function polled(step: Step): void {
    stage.network
      .open()
      .find((one) => one.method === 'GET')
      ?.reply(200, step);
    stage.clock.pass(1);
  }

  /** An answer goes and this step comes back. */
  function tells(answer: Parameters<Entry['send']>[0], next: Step): void {
    if (!cards?.send(answer)) throw new Error('not sent');
    reply(waiting(), next);
    stage.clock.pass(500);
  }

  return { ...stage, entry, cards, posts, waiting, opened, reply, polled, tells };
}
