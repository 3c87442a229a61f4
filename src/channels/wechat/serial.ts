/** Serials as WeChat writes them: PUB_KEY_ID_... for its public key, a certificate's number in hex for the rest. */
import { hexSerial } from '../shared/certificates.ts';

/** One form for all spellings: case, colons, blanks and leading zeros do not matter. Undefined for neither kind. */
export function serialName(text: string): string | undefined {
  const name = text.trim().toUpperCase();
  return /^PUB_KEY_ID_[0-9A-Z]{1,64}$/.test(name) ? name : hexSerial(name);
}

/** What a stranger may have written, fit for the log. */
export function serialForLog(text: string): string {
  return text.replace(/[^0-9A-Za-z_:]/g, '').slice(0, 80) || 'none';
}
