/** A page for the phone: to whom the invoice of an order is made out. Its address is the order's number, 80 bits that nobody guesses. */
import type { Db } from '../server/db.ts';

export const INVOICE_TABLES = `
CREATE TABLE IF NOT EXISTS invoices (
  order_no TEXT PRIMARY KEY, kind TEXT NOT NULL, title TEXT NOT NULL, tax_id TEXT NOT NULL, email TEXT NOT NULL, asked_at_ms INTEGER NOT NULL
) STRICT;`;

/** Invoices are asked for within so long of the payment. */
export const INVOICE_MS = 30 * 24 * 3_600_000;

export interface Invoice {
  order_no: string;
  kind: 'person' | 'company';
  title: string;
  tax_id: string;
  email: string;
  asked_at_ms: number;
}

export interface Invoices {
  find(order_no: string): Invoice | undefined;
  /** May be corrected until it is issued, which is not this program's. */
  put(invoice: Invoice): void;
}

export function makeInvoices(db: Db): Invoices {
  const find = db.prepare<[string], Invoice>('SELECT * FROM invoices WHERE order_no = ?');
  const put = db.prepare('INSERT OR REPLACE INTO invoices VALUES (@order_no, @kind, @title, @tax_id, @email, @asked_at_ms)');
  return { find: (order_no) => find.get(order_no), put: (invoice) => void put.run(invoice) };
}

/** The invoice in a form's fields, or the field that is wrong. */
export function readInvoice(fields: URLSearchParams, order_no: string, now_ms: number): Invoice | { wrong: string } {
  const text = (name: string): string => (fields.get(name) ?? '').trim();
  const kind = text('kind') === 'company' ? 'company' : 'person';
  const [title, tax_id, email] = [text('title'), text('tax_id').toUpperCase(), text('email')];
  if (title.length < 1 || title.length > 60) return { wrong: '请填写抬头（最多 60 个字）' };
  if (kind === 'company' && !/^[0-9A-Z]{15,20}$/.test(tax_id)) return { wrong: '单位税号是 15 到 20 位数字或大写字母' };
  if (!/^[^@\s]{1,60}@[^@\s]{1,60}\.[a-z]{2,20}$/i.test(email)) return { wrong: '请填写收发票的邮箱' };
  return { order_no, kind, title, tax_id: kind === 'company' ? tax_id : '', email, asked_at_ms: now_ms };
}

const ENTITIES: { readonly [char: string]: string } = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escape = (text: string): string => text.replace(/[&<>"']/g, (char) => ENTITIES[char] as string);

export interface InvoicePage {
  subject: string;
  yuan: string;
  invoice: Invoice | undefined;
  wrong?: string;
}

const STYLE =
  'body{margin:0;padding:20px;font:17px/1.6 sans-serif;background:#f3f6f9;color:#14202c}h1{font-size:22px}form,p.box{background:#fff;border-radius:12px;padding:16px}' +
  'label{display:block;margin:12px 0}input[type=text],input[type=email]{display:block;width:100%;box-sizing:border-box;font-size:17px;padding:10px;border:1px solid #9fb3c8;border-radius:8px}' +
  'button{width:100%;font-size:18px;padding:12px;border:0;border-radius:10px;background:#1a559a;color:#fff}.wrong{color:#b3261e}';

export function invoicePage({ subject, yuan, invoice, wrong }: InvoicePage): string {
  const value = (name: 'title' | 'tax_id' | 'email'): string => escape(invoice?.[name] ?? '');
  const checked = (kind: string): string => ((invoice?.kind ?? 'person') === kind ? ' checked' : '');
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>开电子发票</title><style>${STYLE}</style></head>
<body><h1>开电子发票</h1><p class="box">${escape(subject)}<br>￥${escape(yuan)}</p>
${invoice ? '<p class="box">已收到，发票会发到 ' + escape(invoice.email) + '。填错了可以改。</p>' : ''}${wrong ? '<p class="wrong">' + escape(wrong) + '</p>' : ''}
<form method="post"><label><input type="radio" name="kind" value="person"${checked('person')}> 个人</label><label><input type="radio" name="kind" value="company"${checked('company')}> 单位</label>
<label>抬头<input type="text" name="title" maxlength="60" value="${value('title')}"></label>
<label>单位税号（个人不填）<input type="text" name="tax_id" maxlength="20" value="${value('tax_id')}"></label>
<label>收发票的邮箱<input type="email" name="email" maxlength="120" value="${value('email')}"></label><button>提交</button></form></body></html>`;
}
