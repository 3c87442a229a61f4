/** Text messages to viewers by the operator's gateway: one signed JSON POST each; its id makes a repeat harmless. Source: docs/operate.md. */
import type { Send } from '../../../channels/port.ts';
import { noticeHeaders } from '../../../protocol/notice.ts';
import type { Secret } from '../../../protocol/secret.ts';
import { hmac64 } from '../../merchants/verify.ts';

export interface TextMessage {
  id: string;
  phone: Secret;
  /** Which text: the operator's own words, agreed with the carrier. */
  template: 'bind-phone' | 'reset-password' | 'ask-parent';
  /** A code, or the link of a question, is as secret as what it opens. */
  params: { minutes: number; code?: Secret; link?: Secret; amount?: string; subject?: string };
}

/** refused: the gateway said no. silent: nobody knows whether it goes out. */
export type TextOutcome = 'sent' | 'refused' | 'silent';

export interface TextGateway {
  send(message: TextMessage): Promise<TextOutcome>;
}

export interface TextGatewayDeps {
  url: string;
  key: string;
  timeout_ms: number;
  send: Send;
  /** For the signature's time. */
  wall: () => number;
}

export function textGateway({ url, key, timeout_ms, send, wall }: TextGatewayDeps): TextGateway {
  return {
    async send({ id, phone, template, params: { code, link, ...params } }) {
      const body = JSON.stringify({ id, phone: phone.reveal(), template, params: { ...opened({ code, link }), ...params } });
      const signed = noticeHeaders(hmac64, [key], id, Math.floor(wall() / 1000), body);
      const headers = { 'content-type': 'application/json', 'user-agent': 'lezhong-pay', ...signed };
      try {
        const { status } = await send({ method: 'POST', url, body, timeout_ms, headers });
        return status === 200 ? 'sent' : status >= 400 && status < 500 ? 'refused' : 'silent';
      } catch {
        return 'silent';
      }
    },
  };
}

function opened(secrets: { [name: string]: Secret | undefined }): { [name: string]: string } {
  return Object.fromEntries(Object.entries(secrets).flatMap(([name, secret]) => (secret ? [[name, secret.reveal()]] : [])));
}
