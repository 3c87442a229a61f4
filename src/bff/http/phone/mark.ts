/** Names a text shortly, so that a page sees whether it changed. */
import { createHash } from 'node:crypto';

export function markOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 12);
}
