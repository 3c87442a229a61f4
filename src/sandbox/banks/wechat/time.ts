/** RFC 3339 as WeChat writes it, always +08:00. */
import { beijing } from '../../../protocol/world.ts';

export function rfc3339(at_ms: number): string {
  return beijing(at_ms) + '+08:00';
}

export const RFC3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;
