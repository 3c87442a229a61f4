/** Every text the system shows, as one type, so that a language that lacks one does not compile. */
import type { RefusalCode } from '../refusal.ts';

/** What the page itself says; sent whole in the viewer's language. `{x}` is filled by the page. */
export interface Words {
  [name: string]: string;
}

/** What the BFF puts into steps as ready text. `{x}` is filled by the BFF. */
export interface ServerWords {
  channel_wechat: string;
  channel_alipay: string;
  /** choose, when a channel is down */
  channel_down: string;
  /** tag of the way used last */
  last_used: string;
  /** scan, after 已完成支付 found nothing: "还没有收到付款" */
  not_received: string;
  /** scan, while the channel cannot be asked: not a failure */
  ask_later: string;
  checking_closing_title: string;
  checking_closing_text: string;
  checking_held_title: string;
  checking_held_text: string;
  checking_asking_title: string;
  checking_asking_text: string;
  closed_expired_title: string;
  closed_expired_text: string;
  closed_merchant_title: string;
  closed_merchant_text: string;
  no_script: string;
  loading: string;
}

export interface Texts {
  lang: string;
  words: Words;
  server: ServerWords;
  refusals: { [code in RefusalCode]: { title: string; text: string } };
}
