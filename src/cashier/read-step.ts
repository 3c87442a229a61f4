import type { Step } from '../protocol/step.ts';
import type { Reply } from '../tv/request.ts';

/** The Step in a reply; undefined when there is none (no network, an error page of a proxy, a refusal). */
export function readStep(reply: Reply): Step | undefined {
  return reply.status === 200 ? asStep(readJson(reply.text)) : undefined;
}

export function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function asStep(value: unknown): Step | undefined {
  const step = value as Partial<Step> | null | undefined;
  const whole = step && typeof step.kind === 'string' && typeof step.seq === 'number' && typeof step.version === 'number';
  return whole ? (step as Step) : undefined;
}
