/** Readable answers about orders, flags, notices, channels and checks. */
import type { Finding } from '../bff/operators/finding.ts';
import type { FoundOrder } from '../bff/operators/find-orders.ts';
import type { NoticeItem } from '../bff/operators/items.ts';
import type { Story, StoryLine } from '../bff/operators/story.ts';
import { age, money, table, time } from './text.ts';

export function printOrders({ orders }: { orders: FoundOrder[] }): string {
  const rows = orders.map((one) => [
    one.id,
    one.short_no,
    one.merchant_id,
    one.order_no,
    money(one.amount_fen),
    one.state,
    time(one.created_ms),
    one.by,
    one.subject,
  ]);
  return table(['ID', 'SHORT NO', 'MERCHANT', 'ORDER NO', 'AMOUNT', 'STATE', 'CREATED', 'FOUND BY', 'SUBJECT'], rows, 'Nothing was found.');
}

export function printStory({ order, note, lines, entries_before, flags }: Story): string {
  const head = [
    'Order ' + order.order_no + ' of ' + order.merchant_id + ': ' + order.subject + ', ' + money(order.amount_fen) + ', ' + order.state,
    'id ' +
      order.id +
      ', short number ' +
      order.short_no +
      ', created ' +
      time(order.created_ms) +
      ', ends ' +
      time(order.expires_ms) +
      ' (Beijing time)',
    ...(note ? [note] : []),
    '',
  ];
  const body = lines.flatMap((line) => [lineText(line), ...line.entries.map((one) => ' '.repeat(21) + entryText(one))]);
  const before = entries_before.length ? ['', 'Ledger lines from before:', ...entries_before.map((one) => '  ' + entryText(one))] : [];
  const marks = flags.length ? ['', 'Flags:', ...flags.map((one) => '  ' + time(one.at_ms) + '  ' + one.code + ' ' + one.detail)] : [];
  return [...head, ...body, ...before, ...marks].join('\n');
}

function lineText({ at_ms, from, actor, event, about, source, kind, code, question }: StoryLine): string {
  const who = from === 'derived' ? 'derived' : (actor ?? '');
  const evidence = [source, kind, code].filter((one) => one !== undefined).join(' ');
  const said = [event, about, evidence && '(' + evidence + ')', question && '-> ' + question].filter(Boolean).join('  ');
  return time(at_ms) + '  ' + who.padEnd(16) + '  ' + said;
}

function entryText({ account, amount_fen, cause }: Story['entries_before'][number]): string {
  return (amount_fen > 0 ? '+' : '') + money(amount_fen) + '  ' + account + '  (' + cause + ')';
}

export interface FlagAnswer {
  count: number;
  flags: { order_id: string; order_no: string; code: string; detail: string; at_ms: number; means: string; next: string }[];
}

export function printFlags({ count, flags }: FlagAnswer, now_ms: number): string {
  if (count === 0) return 'There is no flag.';
  const more = count > flags.length ? ['The last ' + flags.length + ' of ' + count + '; --last N shows more.', ''] : [];
  const each = flags.map((one) =>
    [
      time(one.at_ms) +
        '  ' +
        one.code +
        '  ' +
        one.order_id +
        (one.order_no && ' ' + one.order_no) +
        '  ' +
        one.detail +
        '  (' +
        age(one.at_ms, now_ms) +
        ')',
      '    ' + one.means,
      '    Next: ' + one.next,
    ].join('\n'),
  );
  return [...more, ...each].join('\n');
}

export function printNotices({ notices }: { notices: NoticeItem[] }): string {
  const rows = notices.map((one) => [
    one.id,
    one.merchant_id,
    one.order_no,
    one.type,
    one.delivered_ms !== undefined ? 'delivered' : one.given_up ? 'given up' : 'on its way',
    String(one.tries),
    time(one.created_ms),
  ]);
  return table(['ID', 'MERCHANT', 'ORDER NO', 'TYPE', 'STATE', 'TRIES', 'CREATED'], rows, 'Every notice was delivered.');
}

interface ChannelRow {
  id: string;
  enabled: boolean;
  down: boolean;
  clock_off: boolean;
  paused: boolean;
}

export function printChannels({ channels }: { channels: ChannelRow[] }): string {
  return table(['CHANNEL', 'OFFERED', 'WHY'], channels.map(channelRow), 'The settings have no channel.');
}

export function channelRow({ id, enabled, down, clock_off, paused }: ChannelRow): string[] {
  const why = enabled ? whyNot({ down, clock_off, paused }) : 'switched off in the settings; still settled';
  return [id, why ? 'no' : 'yes', why];
}

function whyNot({ down, clock_off, paused }: Omit<ChannelRow, 'id' | 'enabled'>): string {
  if (paused) return 'paused by an operator; still settled';
  if (clock_off) return 'its clock and ours differ';
  return down ? 'it is mostly silent' : '';
}

const MARK = { ok: 'ok  ', look: 'look', bad: 'BAD ' } as const;

export function printFindings(findings: readonly Finding[]): string {
  const columns = Math.max(...findings.map((one) => one.name.length));
  return findings
    .flatMap(({ name, health, says, mend }) => [
      MARK[health] + '  ' + name.padEnd(columns) + '  ' + says,
      ...(mend ? [' '.repeat(columns + 8) + 'Next: ' + mend] : []),
    ])
    .join('\n');
}

export function printChannel({ channel }: { channel: Parameters<typeof channelRow>[0] }): string {
  const [id = '', offered, why = ''] = channelRow(channel);
  return offered === 'yes' ? id + ' is offered.' : id + ' is not offered: ' + why + '.';
}
