/** Which question the viewer's screen asks now. The BFF says it, the page draws it. Public by construction: no secret ever stands here. */
import type { Lang } from './order.ts';

/** A QR as rows of '0' and '1', without the quiet zone. */
export interface QrBits {
  rows: string[];
}

/** A way to pay, as a tile on `choose`. */
export interface ChannelTile {
  channel: string;
  /** Ready text, "微信扫码". */
  name: string;
  /** Greyed with a reason when the channel is down; it can still be focused, not chosen. */
  down?: string;
  /** Ready text such as "上次使用". */
  tag?: string;
}

/** The way back to the app. */
export interface ReturnTo {
  /** Signed; display only. */
  url: string;
  /** "返回芒果TV" needs the app's name. */
  app_name: string;
  /** The page leaves by itself after this. */
  after_ms: number;
}

/** What stands on every step. */
export interface StepFrame {
  /** Build of the page this server goes with; another one makes the page reload itself once. */
  build: string;
  /** Changes only when the question changes; answers are checked against it. */
  version: number;
  /** Changes with anything visible; the poll waits on it. */
  seq: number;
  lang: Lang;
  hotline: string;
  /** What is being paid; absent when no order could be found. */
  order?: { short_no: string; amount_text: string; subject: string; detail?: string; merchant_name: string };
  /** Time left for what is shown (code, else order), by the server's clock. */
  remaining_ms?: number;
}

export type StepBody =
  | { kind: 'choose'; channels: ChannelTile[]; focus?: string; note?: string; qr?: QrBits }
  | { kind: 'preparing'; channel: string; channel_name: string }
  | { kind: 'scan'; channel: string; channel_name: string; attempt: number; qr: QrBits; note?: string; can_renew: boolean }
  /** The code's life is over; the order lives: OK makes a new one (answer `new-code`) unless can_renew is false. */
  | { kind: 'ended'; channel: string; channel_name: string; can_renew: boolean }
  /** Unknown, closing or held: money is safe, nothing needs to be pressed. `text` is ready. */
  | { kind: 'checking'; why: 'closing' | 'held' | 'asking'; title: string; text: string }
  | { kind: 'paid'; return_to: ReturnTo }
  /** This try came to nothing; `next` is the recommended answer, focused. */
  | { kind: 'refused'; code: string; title: string; text: string; next: 'change' | 'new-code' | 'retry' }
  | { kind: 'closed'; title: string; text: string; return_to: ReturnTo }
  /** Confirmed leaving: the page goes at once. */
  | { kind: 'left'; return_to: ReturnTo }
  /** No such bill, merchant disabled, bad signature, general failure ... `retry`: pressing OK loads the page again. */
  | { kind: 'unavailable'; code: string; title: string; text: string; retry: boolean; return_to?: ReturnTo };

export type Step = StepFrame & StepBody;
export type StepKind = StepBody['kind'];
