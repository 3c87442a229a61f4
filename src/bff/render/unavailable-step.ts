/** A screen without an order. */
import type { Lang } from '../../protocol/order.ts';
import { REFUSAL_NUMBERS } from '../../protocol/refusal-numbers.ts';
import type { RefusalCode } from '../../protocol/refusal.ts';
import type { Step } from '../../protocol/step.ts';
import { TEXTS } from '../../protocol/texts/index.ts';
import type { StepDeps } from './step.ts';

/** What passes by itself. */
const RETRY: ReadonlySet<RefusalCode> = new Set(['INTERNAL', 'RATE_LIMITED', 'STOPPING', 'STORE_DOWN']);

/** A screen without an order: why nothing can be paid here. */
export function unavailableStep(deps: StepDeps, code: RefusalCode, lang: Lang): Step {
  const { title, text } = TEXTS[lang].refusals[code];
  const retry = RETRY.has(code);
  return {
    build: deps.build,
    version: 0,
    seq: 0,
    lang,
    hotline: deps.hotline,
    kind: 'unavailable',
    code,
    number: REFUSAL_NUMBERS[code],
    title,
    text,
    retry,
  };
}
