/** Readable answers about a viewer's payment password and child lock. */
import type { ShownViewer } from '../bff/operators/viewers.ts';
import { money, time } from './text.ts';

export function printViewer({ order_no, has_password, lock_fen, locked_until_ms }: ShownViewer): string {
  const lock = lock_fen === undefined ? 'off' : lock_fen === 0 ? 'for every payment' : 'from ' + money(lock_fen) + ' on';
  return [
    'Viewer of ' + order_no,
    '  payment password: ' + (has_password ? 'set' : 'none'),
    '  child lock:       ' + lock,
    ...(locked_until_ms === undefined ? [] : ['  locked by wrong tries until ' + time(locked_until_ms)]),
  ].join('\n');
}

export function printReset(viewer: ShownViewer): string {
  return 'Payment password and child lock are gone; the viewer sets them anew on the television.\n' + printViewer(viewer);
}
