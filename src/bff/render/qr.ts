/** A code as rows of bits: encoding is for the server, because old boxes are slow at it. Source: docs/television.md 3. */
import QRCode from 'qrcode';
import type { QrBits } from '../../protocol/step.ts';

/** Codes drawn lately; a waiting TV asks for the same one every 25 s. */
const KEPT = 2_000;
const drawn = new Map<string, QrBits>();

export function qrBits(text: string): QrBits {
  const known = drawn.get(text);
  if (known) return known;
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' });
  const rows: string[] = [];
  for (let y = 0; y < modules.size; y++) {
    let row = '';
    for (let x = 0; x < modules.size; x++) row += modules.get(y, x) ? '1' : '0';
    rows.push(row);
  }
  if (drawn.size >= KEPT) drawn.delete(drawn.keys().next().value as string);
  drawn.set(text, { rows });
  return { rows };
}

/** For engines without a canvas: whole pixels a module, quiet zone of four. */
export function qrPng(text: string): Promise<Buffer> {
  return QRCode.toBuffer(text, { errorCorrectionLevel: 'M', margin: 4, scale: 10 });
}
