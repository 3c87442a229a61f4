/** The top-up app's own part: numbers, carriers, amounts, and a top-up for each paid order. */
import amounts from './data/amounts.json' with { type: 'json' };
import prefixes from './data/prefixes.json' with { type: 'json' };
import { json, refuse } from '../server/http.ts';
import type { Answer, Asked } from '../server/http.ts';
import type { AppKind, Goods } from '../server/shop-parts.ts';
import type { Viewer } from '../server/ticket.ts';
import { carrierSignature, makeCarrier } from './carrier.ts';
import type { CarrierOptions } from './carrier.ts';
import { guessCarrier } from './prefixes.ts';
import type { PrefixTable } from './prefixes.ts';
import { makeTopups, TOPUP_TABLES } from './topups.ts';
import type { Schedule } from './topups.ts';

export interface TopupGoods {
  phone: string;
  carrier: string;
  face_fen: number;
}

export interface TopupSettings {
  carrier: Omit<CarrierOptions, 'fetch' | 'now'>;
  fetch: typeof fetch;
  schedule: Schedule;
}

const TABLE: PrefixTable = prefixes;
const RECENT_SHOWN = 3;

interface Recent {
  phone: string;
  carrier: string;
  name: string;
}

/** "138 0013 8000" */
export const grouped = (phone: string): string => [phone.slice(0, 3), phone.slice(3, 7), phone.slice(7)].filter(Boolean).join(' ');

export function topupKind({ carrier: options, fetch, schedule }: TopupSettings): AppKind {
  return {
    prefix: 'T',
    tables: TOPUP_TABLES,
    make({ db, book, jobs, now }) {
      const carrier = makeCarrier({ ...options, fetch, now });
      const topups = makeTopups({ db, book, jobs, carrier, schedule, now });
      const recent = db.prepare<[string, number], Recent>(
        'SELECT phone, carrier, name FROM recent WHERE account = ? ORDER BY at_ms DESC LIMIT ?',
      );
      const remember = db.prepare(`INSERT INTO recent (account, phone, carrier, at_ms) VALUES (?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET carrier = excluded.carrier, at_ms = excluded.at_ms`);

      function goods(_viewer: Viewer, wanted: { readonly [name: string]: unknown }): Goods | { refused: string } {
        const { phone, carrier: id, face_fen } = wanted;
        const named = TABLE.carriers.find((one) => one.id === id);
        const amount = amounts.amounts.find((one) => one.face_fen === face_fen);
        if (typeof phone !== 'string' || !/^1\d{10}$/.test(phone)) return { refused: 'PHONE_BAD' };
        if (guessCarrier(TABLE, phone).kind === 'refused') return { refused: 'PHONE_REFUSED' };
        if (!named) return { refused: 'CARRIER_BAD' };
        if (!amount) return { refused: 'AMOUNT_BAD' };
        const chosen: TopupGoods = { phone, carrier: named.id, face_fen: amount.face_fen };
        return {
          goods: JSON.stringify(chosen),
          subject: named.name + ' ' + grouped(phone) + ' 充 ' + amount.face_fen / 100 + ' 元',
          amount_fen: amount.pay_fen,
          said: () => describe(chosen, amount.pay_fen),
        };
      }

      /** Signed or not, it only makes us ask sooner; unsigned it is not even that. */
      function told({ body }: Asked): Answer {
        const fields = Object.fromEntries(Object.entries(body).filter((one): one is [string, string] => typeof one[1] === 'string'));
        if (carrierSignature(options.secret, fields) !== fields['sign']) return refuse('SIGNATURE_BAD', 401);
        topups.poke(fields['request_no'] ?? '');
        return json({ ok: true });
      }

      return {
        reactions: {
          paid(order, now_ms) {
            const chosen = JSON.parse(order.goods) as TopupGoods;
            topups.begin({ ...chosen, order_no: order.order_no }, now_ms);
            remember.run(order.account, chosen.phone, chosen.carrier, now_ms);
          },
          refunded(order, _refund, now_ms) {
            const after = topups.commit(order.order_no, { type: 'refunded' });
            if (after?.state !== 'refunded')
              book.flag(order.order_no, 'refunded while the top-up is ' + (after?.state ?? 'not begun'), now_ms);
          },
        },
        routes: { 'POST /carrier': told },
        start: ({ account }) => ({ ...prefixes, amounts: amounts.amounts, recent: recent.all(account, RECENT_SHOWN) }),
        goods,
        about: (order) => ({ ...(JSON.parse(order.goods) as TopupGoods), topup: topups.find(order.order_no)?.state }),
        facts: () => ({ topups: topups.all() }),
      };
    },
  };
}

/** The face value, and what is taken off it. */
function describe({ face_fen }: TopupGoods, amount_fen: number): object {
  return {
    detail: '充值失败自动退款',
    goods_code: 'topup-' + face_fen / 100,
    lines: [{ name: '话费 ' + face_fen / 100 + ' 元', qty: 1, unit: '笔', price_fen: face_fen, discount_fen: face_fen - amount_fen }],
  };
}
