/** The invoice page of a paid order, and the code on the TV that leads a phone to it. */
import qrcode from 'qrcode';
import { yuan } from '../../merchant-sdk/index.ts';
import type { Fen } from '../../merchant-sdk/index.ts';
import type { Book, BookOrder } from '../server/book.ts';
import { html, refuse } from '../server/http.ts';
import type { Answer, Asked, Routes } from '../server/http.ts';
import { INVOICE_MS, invoicePage, readInvoice } from './invoices.ts';
import type { Invoices } from './invoices.ts';

export interface InvoiceDeps {
  book: Book;
  invoices: Invoices;
  now: () => number;
  public_url: string;
}

/** 9 px a module on the TV: the text is short, so the code is small. */
const QR = { errorCorrectionLevel: 'M', margin: 4, scale: 9 } as const;

export function invoiceRoutes({ book, invoices, now, public_url }: InvoiceDeps): Routes {
  const orderAt = ({ url }: Asked): BookOrder | undefined => {
    const number = url.pathname.slice(url.pathname.lastIndexOf('/') + 1).replace('.png', '');
    // In a code everything is in capitals.
    const order = book.find(number.slice(0, 1) + number.slice(1).toLowerCase());
    return order?.state === 'paid' && now() - (order.paid_at_ms ?? 0) < INVOICE_MS ? order : undefined;
  };
  const show = (asked: Asked, wrong?: string): Answer => {
    const order = orderAt(asked);
    if (!order) return html('<meta charset="utf-8"><p>这个发票地址没有订单，或者已经过了 30 天。</p>', 404);
    const facts = { subject: order.subject, yuan: yuan(order.amount_fen as Fen), invoice: invoices.find(order.order_no) };
    return html(invoicePage(wrong ? { ...facts, wrong } : facts), wrong ? 400 : 200);
  };
  const put = (asked: Asked): Answer => {
    const order = orderAt(asked);
    if (!order) return show(asked);
    const invoice = readInvoice(new URLSearchParams(String(asked.body['form'] ?? '')), order.order_no, now());
    if ('wrong' in invoice) return show(asked, invoice.wrong);
    invoices.put(invoice);
    return show(asked);
  };
  return {
    'GET /f/*': (asked) => show(asked),
    'GET /F/*': (asked) => show(asked),
    'POST /f/*': put,
    'POST /F/*': put,
    'GET /qr/*': async (asked) => {
      const order = orderAt(asked);
      if (!order) return refuse('ORDER_NOT_FOUND', 404);
      // Capitals and digits make the smallest code.
      const text = (public_url + '/f/' + order.order_no).toUpperCase();
      return { status: 200, type: 'image/png', body: await qrcode.toBuffer(text, QR) };
    },
  };
}
