/** What the receipt says beside the order: by what it was paid, and when, by Beijing's clock. */
import { beijing } from '../../protocol/world.ts';
import type { Payment } from '../payments/payment.ts';

/** `nameOf`: a channel's name for the viewer. */
export function receiptOf(payment: Payment, nameOf: (channel: string) => string): { with_text?: string; at_text?: string } {
  const won = payment.receipts.find(({ role }) => role === 'won');
  if (!won) return {};
  const attempt = won.attempt === undefined ? undefined : payment.attempts[won.attempt - 1];
  const face = attempt?.kind === 'card' ? attempt.card.face : undefined;
  const card = face && face.bank ? [face.bank, face.kind_text, face.tail].join(' ') : undefined;
  return { with_text: card ?? nameOf(won.channel), at_text: beijing(won.taken_ms).slice(0, 16).replace('T', ' ') };
}
