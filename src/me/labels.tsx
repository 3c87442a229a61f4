/** What stands on the rows and tiles of the list. */
import type { ComponentChildren } from 'preact';
import { fill } from '../protocol/texts/fill.ts';
import type { MeOrder } from '../protocol/me.ts';
import { toneOf } from './facts.ts';
import type { Me } from './facts.ts';
import type { Row } from './rows.ts';

/** SD has no room for how it was paid; the details say it. */
export function orderLabel(order: MeOrder, { tall, sd }: { tall: boolean; sd: boolean }): ComponentChildren {
  const about = [order.when_text].concat(order.with_text && !sd ? [order.with_text] : []).join('　');
  // One that waits for its answer; an answered one is told of by the refund, or in the details.
  const state = order.request && order.request.tone === 'warn' ? order.request : order;
  return [
    <div class="at line row-subject bold">{order.subject}</div>,
    <div class="at line row-about quiet">{about}</div>,
    <div class="at line right row-amount bold">￥{order.amount_text}</div>,
    <div class={'at line right row-state ' + toneOf(state.tone)}>{state.state_text}</div>,
    tall && order.stages ? stations(order.stages) : null,
  ];
}

function stations({ names, at }: NonNullable<MeOrder['stages']>): ComponentChildren {
  return names.map((name, i) => [
    i > 0 ? <div class={'at station-line station-line-' + i + (i <= at ? ' passed' : '')} /> : null,
    <div class={'at station-dot station-dot-' + i + (i < at ? ' passed' : i === at ? ' here' : '')} />,
    <div class={'at line station-name-' + i + (i === at ? ' warn' : ' quiet')}>{name}</div>,
  ]);
}

export function besideLabel({ order, beside }: Row): ComponentChildren {
  if (!beside) return null;
  return [
    <div class="at line row-subject quiet">
      {order.subject}　{beside.text}
    </div>,
    <div class="at line right row-amount">￥{beside.amount_text}</div>,
    <div class={'at line right row-state ' + toneOf(beside.tone)}>{beside.state_text}</div>,
  ];
}

export function cardsLabel({ words, cards }: Me): ComponentChildren {
  const banks = cards.map(({ bank }) => bank).slice(0, 2);
  return [
    <div class="at tile-art art" />,
    <div class="at line tile-name bold">{words.cards}</div>,
    <div class="at line tile-line-0 quiet">{fill(words.cards_count, { count: cards.length })}</div>,
    <div class="at line tile-line-1 quiet">{banks.join(' ')}</div>,
  ];
}

type Account = NonNullable<Me['account']>;

/** How it stands, and what about it; SD has room for one of them. */
function said(sd: boolean, text: string, is_good: boolean, about: string): ComponentChildren[] {
  const tone = toneOf(is_good ? 'ok' : 'quiet');
  if (sd) return [<div class={'at line tile-line ' + tone}>{(is_good && about) || text}</div>];
  return [<div class={'at line tile-line-0 ' + tone}>{text}</div>, <div class="at line tile-line-1 quiet">{about}</div>];
}

export function lockLabel({ words, page }: Me, { is_locked, lock_text, lock_about }: Account): ComponentChildren {
  return [
    <div class="at tile-art child">
      <span class="face">
        <span class="eye" />
        <span class="eye" />
      </span>
    </div>,
    <div class="at line tile-name bold">{words.lock}</div>,
    ...said(page.sd, lock_text, is_locked, lock_about),
  ];
}

export function passLabel({ words, page }: Me, { has_password, password_text, phone_tail, phone_text }: Account): ComponentChildren {
  return [
    <div class="at tile-art dots">
      {[0, 1, 2].map((i) => (
        <span class="dot" key={i} />
      ))}
    </div>,
    <div class="at line tile-name bold">{words.pass}</div>,
    ...said(page.sd, password_text, has_password, page.sd ? '' : phone_tail ? phone_text : words.pass_about),
  ];
}

export function boxesLabel({ words, boxes }: Me): ComponentChildren {
  return [
    <div class="at boxes-art">
      <span class="tv-case" />
      <span class="tv-foot" />
    </div>,
    <div class="at line boxes-name bold">{words.boxes}</div>,
    <div class="at line right boxes-line quiet">{fill(words.boxes_count, { count: boxes.length })}</div>,
  ];
}

export function limitsLabel({ words, start, account }: Me): ComponentChildren {
  const limits = account ? account.limits.lines : start.limits;
  return [
    <div class="at line tile-name bold tile-name-up">{words.limits}</div>,
    (limits.length > 0 ? limits : [words.limits_none]).map((text, i) => (
      <div class={'at line quiet limit-line-' + i} key={text}>
        {text}
      </div>
    )),
  ];
}
