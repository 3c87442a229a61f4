/** What a phone's page shows of a payment now. */
import type { FastifyRequest } from 'fastify';
import type { Lang } from '../../../protocol/order.ts';
import type { CameBack, PhoneBoot, PhoneState } from '../../../protocol/phone.ts';
import { PHONE_TEXTS } from '../../../protocol/texts/phone/index.ts';
import { TEXTS } from '../../../protocol/texts/index.ts';
import type { ConfiguredChannel } from '../../channels/configured.ts';
import { phoneObstacle } from '../../payments/dialogue/phone.ts';
import type { Payment } from '../../payments/payment.ts';
import { drawPhone } from '../../render/phone/draw.ts';
import type { PhoneDrawing } from '../../render/phone/draw.ts';
import { orderHead, saidOf } from '../../render/said.ts';
import { phoneView } from '../../render/phone/view.ts';
import type { PhoneStrip, PhoneView } from '../../render/phone/view.ts';
import { offeredTo } from './deps.ts';
import type { PhoneDeps } from './deps.ts';
import { markOf } from './mark.ts';
import { waysOn } from './ways.ts';

/** How often a page asks how it stands: while it may pay, while an end is near, and once it is over. */
const AGAIN_MS = 2_000;
const AGAIN_SLOWLY_MS = 5_000;

export async function stateOf(
  deps: PhoneDeps,
  request: FastifyRequest,
  payment: Payment,
  visit: string,
  came_back: CameBack | undefined,
  strip?: PhoneStrip,
): Promise<PhoneState> {
  const lang = deps.langOf(payment);
  const user_agent = request.headers['user-agent'] ?? '';
  const all = offeredTo(deps);
  const shown_ms = await deps.store.lastShown(payment.order.id);
  const guard = await deps.guards.of(payment.order);
  const view = phoneView(payment, {
    visit: deps.visits.hash(visit),
    obstacle: phoneObstacle(payment, deps.rules, deps.now(), shown_ms, guard),
    ...waysOn(all, user_agent, lang),
    walletOf: (channel) => walletOf(deps.channels, channel, lang),
    ...(came_back ? { came_back } : {}),
    ...(strip ? { strip } : {}),
  });
  return drawn(
    deps,
    payment,
    view,
    lang,
    all.some((one) => one.side.close && one.side.browser(user_agent) === 'phone'),
  );
}

export function bootOf(lang: Lang, of: Omit<PhoneBoot, 'words'>): PhoneBoot {
  const { left, opening, offline, offline_opened, busy, no_bridge } = PHONE_TEXTS[lang];
  return { ...of, words: { left, opening, offline, offline_opened, busy, no_bridge } };
}

function walletOf(channels: readonly ConfiguredChannel[], id: string, lang: Lang): string {
  const channel = channels.find((one) => one.id === id);
  return channel?.phone?.wallet[lang] ?? channel?.texts[lang].name ?? id;
}

function drawn(deps: PhoneDeps, payment: Payment, view: PhoneView, lang: Lang, closes: boolean): PhoneState {
  const { order } = payment;
  const drawing: PhoneDrawing = {
    lang,
    hotline: deps.hotline,
    order: {
      ...orderHead(order),
      merchant: deps.merchants.get(order.merchant_id)?.name ?? '',
      said: saidOf(order, TEXTS[lang].server),
    },
    steps: (channel) => (deps.channels.find((one) => one.id === channel)?.texts[lang].help ?? '').split('\n').filter(Boolean),
    mark: (channel) => deps.channels.find((one) => one.id === channel)?.mark ?? { letter: '', color: '#24405a' },
    closes,
  };
  const left_ms = order.state === 'open' ? Math.max(0, order.expires_ms - deps.now()) : undefined;
  // The time left stands in the page but is no news of it.
  const timeless = drawPhone(view, drawing);
  const mark = markOf(timeless + (left_ms === undefined ? '' : 't'));
  const again_ms = againOf(view);
  return {
    html: left_ms === undefined ? timeless : drawPhone(view, { ...drawing, left_ms }),
    mark,
    ...(left_ms === undefined ? {} : { left_ms }),
    ...(again_ms === undefined ? {} : { again_ms }),
  };
}

/** Undefined: nothing changes any more. */
function againOf(view: PhoneView): number | undefined {
  if (view.kind === 'paid') return view.told ? undefined : AGAIN_SLOWLY_MS;
  if (view.kind === 'goes-back') return view.done ? undefined : 3 * AGAIN_SLOWLY_MS;
  if (view.kind === 'paid-other' || view.kind === 'over' || view.kind === 'stop') return AGAIN_SLOWLY_MS;
  return AGAIN_MS;
}
