/** GET /v3/bill/tradebill, and the file its answer points to. */
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { daySpan } from '../../bills/day.ts';
import { readTicket, writeTicket } from '../../bills/ticket.ts';
import type { Context } from './context.ts';
import { fail, succeed } from './answer.ts';
import type { WechatAnswer } from './answer.ts';
import { BILL_TYPES, billText } from './bill-file.ts';
import type { BillType } from './bill-file.ts';
import type { WechatCall } from './call.ts';
import { paramError } from './fields.ts';

/** The interface reaches back three months. */
const REACH_MS = 92 * 86_400_000;

const bad = (field: string): WechatAnswer => paramError({ field, issue: 'wrong value' }, {}, 'query');

function find(context: Context, day: string, type: BillType): { text: string } | WechatAnswer {
  const span = daySpan(day);
  const now = context.world.now();
  if (!span || span.until_ms > now || span.from_ms < now - REACH_MS) return bad('bill_date');
  if (now < span.until_ms + context.settings().bill_ready_ms) return fail('STATEMENT_CREATING', '账单生成中，请稍后再试');
  const text = billText(context, span, type);
  return text === undefined ? fail('NO_STATEMENT_EXIST', '账单文件不存在') : { text };
}

export const tradeBill: WechatCall = {
  name: 'bill',
  method: 'GET',
  path: '/v3/bill/tradebill',
  run(context, { query, origin }) {
    const day = query.get('bill_date') ?? '';
    const type = BILL_TYPES.find((one) => one === (query.get('bill_type') ?? 'ALL'));
    const tar = query.get('tar_type');
    if (!type) return bad('bill_type');
    if (tar !== null && tar !== 'GZIP') return bad('tar_type');
    const found = find(context, day, type);
    if (!('text' in found)) return found;
    const until_ms = context.world.now() + context.settings().bill_url_life_ms;
    const token = writeTicket(context.keys.api_v3_key, { day, type, gzip: tar === 'GZIP', until_ms });
    return succeed({
      hash_type: 'SHA1',
      // Of the uncompressed text, whatever is downloaded.
      hash_value: createHash('sha1').update(found.text).digest('hex'),
      download_url: `${origin}/v3/billdownload/file?token=${token}`,
    });
  },
};

export const billDownload: WechatCall = {
  name: 'bill-file',
  method: 'GET',
  path: '/v3/billdownload/file',
  run(context, { query }) {
    const ticket = readTicket(context.world, context.keys.api_v3_key, query.get('token') ?? '');
    const found = ticket && find(context, ticket.day, ticket.type as BillType);
    if (!ticket || !found || !('text' in found)) return fail('INVALID_REQUEST', '下载链接无效或已过期');
    const file = Buffer.from(found.text);
    return { status: 200, detail: 0, about: {}, file: ticket.gzip ? gzipSync(file) : file };
  },
};
