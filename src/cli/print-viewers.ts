/** Readable answers about a viewer's payment password, child lock and own limits. */
import type { ShownViewer } from '../bff/operators/viewers.ts';
import { money, time } from './text.ts';

export function printViewer({ order_no, has_password, lock_fen, limits, kept_until_ms, locked_until_ms }: ShownViewer): string {
  const lock = lock_fen === undefined ? 'off' : lock_fen === 0 ? 'for every payment' : 'from ' + money(lock_fen) + ' on';
  return [
    'Viewer of ' + order_no,
    '  payment password: ' + (has_password ? 'set' : 'none'),
    '  child lock:       ' + lock,
    '  limits of his:    ' + (limitsOf(limits) || 'none'),
    ...(kept_until_ms === undefined ? [] : ['  limits are not raised until ' + time(kept_until_ms)]),
    ...(locked_until_ms === undefined ? [] : ['  locked by wrong tries until ' + time(locked_until_ms)]),
  ].join('\n');
}

function limitsOf({ payment_fen, day_fen, month_fen }: ShownViewer['limits']): string {
  const given = [
    ['a payment', payment_fen],
    ['a day', day_fen],
    ['a month', month_fen],
  ] as const;
  return given.flatMap(([of, limit_fen]) => (limit_fen === undefined ? [] : [money(limit_fen) + ' ' + of])).join(', ');
}

export function printReset(viewer: ShownViewer): string {
  return 'Payment password and child lock are gone; the viewer sets them anew on the television.\n' + printViewer(viewer);
}
