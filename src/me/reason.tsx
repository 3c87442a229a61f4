/** Why the money is wanted back, the confirmation, and what comes of it. */
import { fill } from '../protocol/texts/fill.ts';
import type { MeAnswer, MeOrder } from '../protocol/me.ts';
import type { RefundReason } from '../protocol/refund-request.ts';
import type { MeWords } from '../protocol/texts/me/index.ts';
import { Header, Text } from '../apps/page/frame.tsx';
import type { AppControl, Screen } from '../apps/page/page.tsx';
import { footOf, hintsOf, MARK } from './facts.ts';
import type { Me } from './facts.ts';
import { messageScreen } from './message.tsx';

const TEXT_OF: { readonly [reason in RefundReason]: keyof MeWords } = {
  minor: 'reason_minor',
  'not-wanted': 'reason_not_wanted',
  'not-delivered': 'reason_not_delivered',
  'paid-twice': 'reason_paid_twice',
  'not-mine': 'reason_not_mine',
  other: 'reason_other',
};
const IN_A_ROW = 2;

/** `back`: to the order's details. */
export function reasonScreen(me: Me, order: MeOrder, back: () => void): Screen {
  const { page, words, start } = me;
  const hints = hintsOf(words);
  const rows: AppControl[][] = [];
  start.reasons.forEach((reason, i) => {
    const row = Math.floor(i / IN_A_ROW);
    (rows[row] = rows[row] || []).push({
      id: 'reason-' + reason,
      place: 'button reason-' + i,
      label: () => words[TEXT_OF[reason]],
      act: () => page.show(confirmScreen(me, order, reason, back)),
    });
  });
  return {
    id: 'reason',
    draw: () => (
      <div>
        <Header mark={MARK} name={words.brand} where={words.ask_refund} />
        <Text box="reason-title" look="title">
          {words.why_title}
        </Text>
        <Text box="reason-text" look="quiet">
          {words.why_text}
        </Text>
      </div>
    ),
    controls: () => [...rows, [{ id: 'cancel', place: 'button reason-cancel', label: () => words.cancel, act: back }]],
    foot: footOf(me),
    hints: [hints.choose, hints.ok, hints.back],
    back,
  };
}

function confirmScreen(me: Me, order: MeOrder, reason: RefundReason, back: () => void): Screen {
  const { page, words } = me;
  let sent = false;
  function send(): void {
    if (sent) return;
    sent = true;
    page.api.post<MeAnswer<{ order: MeOrder }>>('/me/request', { id: order.id, reason }, (answer) => {
      if (!answer.ok) return me.sorry(answer.code, back);
      const { order: now } = answer.value;
      me.orders = me.orders.map((one) => (one.id === now.id ? now : one));
      page.show(askedScreen(me, now));
    });
  }
  return messageScreen(me, {
    sign: 'note',
    title: fill(words.confirm_title, { yuan: order.amount_text }),
    lines: [order.subject + '　' + words[TEXT_OF[reason]], fill(words.confirm_text, { merchant: order.merchant_name })],
    buttons: [
      { id: 'confirm', text: words.confirm, act: send },
      { id: 'cancel', text: words.cancel, act: back },
    ],
  });
}

function askedScreen(me: Me, order: MeOrder): Screen {
  const { page, words, start } = me;
  return messageScreen(me, {
    sign: 'done',
    title: words.asked_title,
    lines: [
      fill(words.asked_text, { merchant: order.merchant_name }),
      fill(words.asked_call, { hotline: start.hotline, number: order.short_no }),
    ],
    buttons: [{ id: 'back', text: words.back, act: () => page.show(me.list()) }],
  });
}
