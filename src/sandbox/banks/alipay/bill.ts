/** alipay.data.dataservice.bill.downloadurl.query, and the file its answer points to. */
import { daySpan } from '../../bills/day.ts';
import { readTicket, writeTicket } from '../../bills/ticket.ts';
import type { Context } from './context.ts';
import { gatewayError, succeed } from './answer.ts';
import type { AlipayAnswer } from './answer.ts';
import { billZip } from './bill-file.ts';
import { text } from './call.ts';
import type { AlipayCall } from './call.ts';

const none = (): AlipayAnswer => ({
  body: { code: '40004', msg: 'Business Failed', sub_code: 'isp.bill_not_exist', sub_msg: '账单不存在' },
  about: {},
});

function find(context: Context, day: string): Buffer | undefined {
  const span = daySpan(day);
  const ready = span && context.world.now() >= span.until_ms + context.settings().bill_ready_ms;
  return ready ? billZip(context, day, span) : undefined;
}

/** Day bills of the acquiring business only. */
export const bill: AlipayCall = {
  name: 'bill',
  method: 'alipay.data.dataservice.bill.downloadurl.query',
  run(context, { biz, origin }) {
    const [type, day] = [text(biz, 'bill_type'), text(biz, 'bill_date')];
    if (type === undefined || day === undefined) return gatewayError('40001', 'isv.missing-parameter', 'bill_type, bill_date');
    if (type !== 'trade') return gatewayError('40002', 'isv.invalid-parameter', 'bill_type');
    if (!find(context, day)) return none();
    const until_ms = context.world.now() + context.settings().bill_url_life_ms;
    const ticket = writeTicket(context.keys.ticket_secret, { day, type, gzip: false, until_ms });
    return succeed({ bill_download_url: `${origin}/bill?ticket=${ticket}` });
  },
};

/** The ZIP for a ticket; undefined when it is forged or its 30 seconds are over. Nothing is signed here. */
export function billByTicket(context: Context, given: string): Buffer | undefined {
  const ticket = readTicket(context.world, context.keys.ticket_secret, given);
  return ticket?.type === 'trade' ? find(context, ticket.day) : undefined;
}
