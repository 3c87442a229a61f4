/** A viewer whose card is kept as a token: chooses it, says his password or wants the code; the process may die before its call, or before its answer. */
import type { CheckedPassword } from '../../../src/bff/payments/events.ts';
import { chooseToken, sayPassword, TOKEN } from '../../../src/bff/testing/card-viewer.ts';
import { START_MS } from '../../../src/bff/testing/rig.ts';
import type { Rig } from '../../../src/bff/testing/rig.ts';

/** His password pays by itself. */
export const QUICK = { quick: { since_ms: START_MS - 1 } } as const;

/** One TV that he has had for long. */
export function allowQuick(rig: Rig): { box_id: string } {
  rig.rules.times = { ...rig.rules.times, new_box_ms: 0 };
  return { box_id: 'box' };
}

export async function token(rig: Rig, chance: () => number): Promise<void> {
  const shown = rig.screen();
  const by_sms = shown.kind === 'pay-password' && chance() < 0.5;
  await chooseToken(rig, chance() < 0.9 ? TOKEN : { ...TOKEN, card_id: 'c2' }, by_sms ? true : undefined);
}

/** Sometimes two requests come with it at once. */
export async function tokenPassword(rig: Rig, checked: CheckedPassword, chance: () => number): Promise<void> {
  const outcome = chance();
  const dies = outcome < 0.1 ? 'before' : outcome < 0.25 ? 'after' : undefined;
  const said = [sayPassword(rig, checked, TOKEN, dies), ...(chance() < 0.2 ? [sayPassword(rig, checked, TOKEN, dies)] : [])];
  await Promise.all(said);
}
