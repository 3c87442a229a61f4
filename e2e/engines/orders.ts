/** Orders made the way a merchant's server makes them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LezhongPay } from '../../src/merchant-sdk/index.ts';
import type { Stack } from '../support/stack.ts';

let made = 0;

/** A fresh order of an amount that no other has: by it the banks' charges are told apart. */
export async function newOrder(stack: Stack, more: { [name: string]: string } = {}): Promise<{ url: string; amount_fen: number }> {
  const shop = JSON.parse(readFileSync(join(stack.data, 'shop.json'), 'utf8')) as {
    keys: { key_id: string; secret: string }[];
    merchant_id: string;
  };
  const pay = new LezhongPay({ base_url: stack.bff_url, merchant_id: shop.merchant_id, keys: shop.keys });
  stack.merchant.verifyWith(pay);
  made += 1;
  const result = await pay.createOrder({
    order_no: 'W' + process.pid + '-' + made,
    amount_fen: 10_000 + made,
    subject: '综艺会员 3 个月',
    return_url: stack.merchant.url + '/return',
    notify_url: stack.merchant.url + '/notices',
    ...more,
  });
  if (!result.ok) throw new Error('no order: ' + JSON.stringify(result));
  return { url: result.cashier_url, amount_fen: 10_000 + made };
}
