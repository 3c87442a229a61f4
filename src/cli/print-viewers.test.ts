import { expect, it } from 'vitest';
import { printViewer } from './print-viewers.ts';

it('a viewer’s own limits are told, and until when they are not raised', () => {
  const plain = { order_no: 'A1', rev: 1, has_password: true, limits: {} };
  expect(printViewer(plain)).toContain('limits of his:    none');
  expect(printViewer(plain)).not.toContain('raised');
  const limited = printViewer({ ...plain, limits: { payment_fen: 3000, month_fen: 50_000 }, kept_until_ms: Date.UTC(2026, 0, 5) });
  expect(limited).toContain('limits of his:    30.00 a payment, 500.00 a month');
  expect(limited).toMatch(/limits are not raised until .*2026|01-05/);
});
