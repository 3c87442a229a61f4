/** The gateway's wire: what is posted, how it is signed, and what its answers mean. */
import { createHmac } from 'node:crypto';
import { expect, it } from 'vitest';
import type { Outgoing } from '../../../channels/port.ts';
import { Secret } from '../../../protocol/secret.ts';
import { textGateway } from './gateway.ts';

const MESSAGE = {
  id: 'message-1',
  phone: new Secret('13800005506'),
  template: 'bind-phone',
  params: { code: new Secret('012345'), minutes: 5 },
} as const;
/** 2026-01-05 02:00:00 UTC */
const NOW_MS = 1_767_578_400_000;

function gateway(answer: () => Promise<{ status: number }>) {
  const posted: Outgoing[] = [];
  const send = async (request: Outgoing) => {
    posted.push(request);
    return { headers: {}, body: Buffer.from(''), ...(await answer()) };
  };
  return { posted, texts: textGateway({ url: 'https://sms.example/texts', key: 'a key', timeout_ms: 8_000, send, wall: () => NOW_MS }) };
}

it('posts JSON that the key signs, with the id in it', async () => {
  const { posted, texts } = gateway(async () => ({ status: 200 }));
  expect(await texts.send(MESSAGE)).toBe('sent');
  const [{ url, body, headers, timeout_ms }] = posted as [Outgoing];
  expect([url, timeout_ms]).toEqual(['https://sms.example/texts', 8_000]);
  expect(body).toBe('{"id":"message-1","phone":"13800005506","template":"bind-phone","params":{"code":"012345","minutes":5}}');
  expect(headers).toMatchObject({ 'webhook-id': 'message-1', 'webhook-timestamp': '1767578400', 'content-type': 'application/json' });
  const mac = createHmac('sha256', 'a key')
    .update('message-1.1767578400.' + String(body))
    .digest('base64');
  expect(headers?.['webhook-signature']).toBe('v1,' + mac);
});

it.each([
  [200, 'sent'],
  [400, 'refused'],
  [404, 'refused'],
  [301, 'silent'],
  [500, 'silent'],
  [504, 'silent'],
])('status %i: %s', async (status, outcome) => {
  expect(await gateway(async () => ({ status })).texts.send(MESSAGE)).toBe(outcome);
});

it('no answer: silent', async () => {
  expect(await gateway(() => Promise.reject(new Error('timeout'))).texts.send(MESSAGE)).toBe('silent');
});
