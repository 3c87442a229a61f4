/** What the keypad's page shows now. */
import type { FastifyRequest } from 'fastify';
import { PHONE_PATH } from '../../../protocol/phone.ts';
import type { KeypadBoot, KeypadState } from '../../../protocol/keypad.ts';
import type { Lang } from '../../../protocol/order.ts';
import { TEXTS } from '../../../protocol/texts/index.ts';
import { KEYPAD_TEXTS } from '../../../protocol/texts/keypad/index.ts';
import { livePhone } from '../../payments/dialogue/keypad.ts';
import { questionOf } from '../../payments/dialogue/question.ts';
import { askOf } from '../../render/keypad/ask.ts';
import { drawKeypad } from '../../render/keypad/draw.ts';
import { keypadView } from '../../render/keypad/view.ts';
import type { KeypadView } from '../../render/keypad/view.ts';
import type { AtEntry, KeypadDeps } from './keypad-deps.ts';
import { markOf } from './mark.ts';
import type { InCode } from './deps.ts';

/** The TV moves on without the phone: it looks as often as a viewer looks up. */
const AGAIN_MS = 1_500;
const AGAIN_SLOWLY_MS = 5_000;

const sideOf = (deps: Pick<KeypadDeps, 'channels'>, request: FastifyRequest) =>
  deps.channels.flatMap((one) => one.phone ?? []).find((side) => side.browser(request.headers['user-agent'] ?? '') !== undefined);

export async function keypadState(deps: KeypadDeps, request: FastifyRequest, at: AtEntry): Promise<KeypadState> {
  const { payment, entry, visit } = at;
  const question = questionOf(payment);
  const phone = livePhone(payment, deps.rules, deps.now());
  const side = sideOf(deps, request);
  const step = await deps.draw(payment);
  const view = keypadView(payment, {
    entry,
    visit,
    question,
    phone,
    allowed: phone ? deps.keypad.allows(question) : deps.keypad.offers(question, payment),
    wrong_app: side !== undefined && side.types !== true,
    ask: () => askOf(step),
  });
  const lang = deps.langOf(payment);
  const mine = phone?.visit === visit ? phone : undefined;
  const left_ms = mine && view.kind !== 'over' ? Math.max(0, mine.since_ms + deps.rules.times.keypad_ms - deps.now()) : undefined;
  const shows = view.kind === 'type' || view.kind === 'look';
  const about = { lang, hotline: deps.hotline, ...(shows ? { step } : {}), closes: side?.close !== undefined };
  // The time left stands in the page but is no news of it.
  const timeless = drawKeypad(view, about);
  return {
    html: left_ms === undefined ? timeless : drawKeypad(view, { ...about, left_ms }),
    mark: markOf(timeless + step.version + (left_ms === undefined ? '' : 't')),
    ...(left_ms === undefined ? {} : { left_ms }),
    ...againOf(view),
    ...(view.kind === 'type' ? { ask: view.ask } : {}),
    ...(view.kind === 'type' && view.own ? { own: ownOf(deps, at, view.own) } : {}),
  };
}

function ownOf(deps: KeypadDeps, at: AtEntry, own: 'types' | 'waits'): NonNullable<KeypadState['own']> {
  const key = deps.keys.seal(deps.sealName(at));
  if (!key) throw new Error('there is no key to seal to');
  return { id: at.visit, seal: { key_id: key.key_id, key: key.publicKey }, ...(own === 'waits' ? { waits: true } : {}) };
}

function againOf({ kind }: KeypadView): { again_ms?: number } {
  if (kind === 'over' || kind === 'ended') return {};
  return { again_ms: kind === 'type' || kind === 'wait' ? AGAIN_MS : AGAIN_SLOWLY_MS };
}

export function bootOfKeypad(deps: KeypadDeps, request: FastifyRequest<InCode>, at: AtEntry, state: KeypadState): KeypadBoot {
  const { close, still } = sideOf(deps, request) ?? {};
  return {
    base: PHONE_PATH + request.params.code.toUpperCase(),
    visit: at.name,
    // Its HTML stands in the page already.
    state: { ...state, html: '' },
    words: wordsOf(deps.langOf(at.payment)),
    ...(close ? { close } : {}),
    ...(still ? { still } : {}),
  };
}

function wordsOf(lang: Lang): KeypadBoot['words'] {
  const { left, missing, digits, offline, busy, paste, paste_hold, sent } = KEYPAD_TEXTS[lang];
  const { words } = TEXTS[lang];
  return {
    left,
    missing,
    digits,
    offline,
    busy,
    paste,
    paste_hold,
    sent,
    again: words.button_again,
    again_in: words.button_again_in,
    luhn: words.card_luhn,
    empty_expiry: words.empty_expiry,
    labels: {
      phone: words.field_phone,
      id: words.field_id,
      id_last6: words.field_id_last6,
      expiry: words.field_expiry,
      cvn2: words.field_cvn2,
      pin: words.field_pin,
    },
    wrong: {
      pan: words.card_short,
      code: words.sms_short,
      phone: words.wrong_phone,
      id: words.wrong_id,
      id_last6: words.wrong_id_last6,
      expiry: words.wrong_expiry,
      cvn2: words.wrong_cvn2,
      pin: words.wrong_pin,
    },
  };
}
