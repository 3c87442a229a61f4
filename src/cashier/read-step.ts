import type { Step } from '../protocol/step.ts';
import type { Reply } from './ask.ts';

/** The Step in a reply; undefined when there is none (no network, an error page of a proxy, a refusal). */
export function readStep(reply: Reply): Step | undefined {
  if (reply.status !== 200) return undefined;
  try {
    const value = JSON.parse(reply.text) as Partial<Step> | null;
    const whole = value && typeof value.kind === 'string' && typeof value.seq === 'number' && typeof value.version === 'number';
    return whole ? (value as Step) : undefined;
  } catch {
    return undefined;
  }
}
