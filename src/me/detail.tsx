/** One payment: whom, when, how, what became of it; asking for the money back. */
import type { MeOrder, MeTone } from '../protocol/me.ts';
import { Header, Text } from '../apps/page/frame.tsx';
import type { AppControl, Screen } from '../apps/page/page.tsx';
import { footOf, hintsOf, MARK, toneOf } from './facts.ts';
import type { Me } from './facts.ts';
import { reasonScreen } from './reason.tsx';

const NOTES_MAX = 4;

export function detailScreen(me: Me, order: MeOrder): Screen {
  const { page, words } = me;
  const hints = hintsOf(words);
  const back = (): void => page.show(me.list());
  const { pay_url } = order;
  const facts: [string, string][] = [
    [words.payee, order.merchant_name],
    [words.when, order.when_text],
    ...(order.with_text ? [[words.how, order.with_text] as [string, string]] : []),
    [words.number, order.short_no],
    [words.state, order.state_text],
  ];
  const buttons: AppControl[] = [];
  if (pay_url) buttons.push({ id: 'pay', place: 'button main detail-button-0', label: () => words.pay_now, act: () => page.go(pay_url) });
  if (order.may_ask)
    buttons.push({
      id: 'ask',
      place: 'button detail-button-0',
      label: () => words.ask_refund,
      act: () => page.show(reasonScreen(me, order, () => page.show(detailScreen(me, order)))),
    });
  buttons.push({ id: 'back', place: 'button detail-button-' + buttons.length, label: () => words.back, act: back });
  return {
    id: 'detail:' + order.id,
    draw: () => (
      <div>
        <Header mark={MARK} name={words.brand} where={words.details} />
        <Text box="detail-subject" look="title">
          {order.subject}
        </Text>
        <Text box="detail-amount" look="right big">
          ￥{order.amount_text}
        </Text>
        <div class="at panel detail-panel" />
        {facts.map(([name, value], i) => (
          <div key={name}>
            <Text box={'fact-name-' + i} look="quiet">
              {name}
            </Text>
            <Text box={'fact-value-' + i} look={value === order.state_text ? toneOf(order.tone) : ''}>
              {value}
            </Text>
          </div>
        ))}
        {notesOf(order).map(({ text, tone }, i) => (
          <div class={'at line note-' + i + ' ' + toneOf(tone)} key={i}>
            {text}
          </div>
        ))}
      </div>
    ),
    controls: () => buttons.map((one) => [one]),
    initial: 'back',
    foot: footOf(me),
    hints: [hints.choose, hints.ok, hints.back],
    back,
  };
}

/** Refund, request, money beside it: a line each. */
function notesOf({ stages, request, beside }: MeOrder): { text: string; tone: MeTone }[] {
  const notes: { text: string; tone: MeTone }[] = [];
  if (stages) notes.push({ text: stages.names.join(' → '), tone: 'warn' });
  if (request) notes.push({ text: request.state_text, tone: request.tone });
  if (request && request.text) notes.push({ text: request.text, tone: 'quiet' });
  beside.forEach((one) => notes.push({ text: one.text + '　￥' + one.amount_text + '　' + one.state_text, tone: one.tone }));
  return notes.slice(0, NOTES_MAX);
}
