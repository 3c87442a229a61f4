import { fill } from '../../protocol/texts/fill.ts';
import { drawingOf, INVOICE_PX } from '../canvas-sizes.ts';
import type { Control, Screen, StepOf } from '../contract.ts';
import { RETURN } from '../parts/message.tsx';
import { Qr } from '../parts/qr.tsx';

const GO: Control = { ...RETURN, place: 'button main go' };

/** A receipt: what, how much, by what, when, and a number to quote. The viewer goes back to the app by itself, at once, or not yet. */
export const paid: Screen<StepOf<'paid'>> = {
  draw: ({ step, words, boot }) => {
    const { order, invoice, with_text, at_text, told_text } = step;
    const rows = order && [
      [words.receipt_goods, order.subject],
      [words.receipt_amount, fill(words.amount, { yuan: order.amount_text })],
      [words.receipt_with, with_text],
      [words.receipt_at, at_text],
      [words.receipt_no, order.short_no],
    ];
    return (
      <div>
        <div class="at sign sign-left d-done" />
        <div class="at paid-title title line">{words.paid_title}</div>
        {order ? (
          <div class="at paid-text line">
            {fill(words.paid_to, { merchant: order.merchant_name }) + (told_text ? ' · ' + told_text : '')}
          </div>
        ) : null}
        <div class="at receipt panel">
          {(rows || []).map(([label, value], i) =>
            value ? (
              <div class="row" key={i}>
                <span class="quiet">{label}</span>
                <span class={i === 1 ? 'value bold' : 'value'}>{value}</span>
              </div>
            ) : null,
          )}
        </div>
        {invoice && boot.size !== 'sd' ? (
          <div class="at invoice panel center">
            <div class="head">{words.invoice_title}</div>
            <Qr qr={invoice} boot={boot} card={INVOICE_PX[drawingOf(boot)]} picture="" />
            <div class="hint quiet">{words.invoice_text}</div>
          </div>
        ) : null}
      </div>
    );
  },
  controls: ({ on }) => [
    [GO, { id: 'stay-here', act: { kind: 'local', run: on.leave.hold }, place: 'button stay', label: 'button_stay_here' }],
  ],
  back: () => ({ kind: 'return' }),
  ribbon: ({ words }) => words.receipt,
  ground: 'dawn',
};
