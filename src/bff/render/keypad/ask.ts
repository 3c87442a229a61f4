/** What a phone's page needs to know of the question, taken from the TV's own step: never more. */
import type { KeypadAsk } from '../../../protocol/keypad.ts';
import type { Step } from '../../../protocol/step.ts';

export function askOf(step: Step): KeypadAsk | undefined {
  const { version } = step;
  switch (step.kind) {
    case 'card-number':
      return { kind: 'card-number', version, fields: ['pan'] };
    case 'card-check':
      return {
        kind: 'card-check',
        version,
        fields: step.need,
        tail: step.card.tail,
        ...(step.needs_pan ? { needs_pan: true } : {}),
        ...(step.can_remember ? { can_remember: true } : {}),
      };
    case 'sms-code':
      return {
        kind: 'sms-code',
        version,
        fields: ['code'],
        tail: step.card.tail,
        again_in_ms: step.again_in_ms,
        ...(step.needs_typed ? { needs_typed: true } : {}),
        ...(step.wrong ? { wrong: true } : {}),
      };
    default:
      return undefined;
  }
}
