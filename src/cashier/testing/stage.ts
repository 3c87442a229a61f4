import { fakeClock } from '../../tv/fake-clock.ts';
import { createController } from '../controller.ts';
import type { Surroundings } from '../session.ts';
import { bootOf } from '../fixtures.ts';
import { fakeNetwork } from './requests.ts';
import type { Boot } from '../../protocol/boot.ts';
import type { Step } from '../../protocol/step.ts';

/** A cashier with everything around it faked, started. */
export function staged(step: Step, rest: Partial<Boot> = {}, more: Partial<Surroundings> = {}) {
  const clock = fakeClock();
  const network = fakeNetwork();
  const did: string[] = [];
  let reloads = 1;
  const on = createController(bootOf(step, rest), {
    clock,
    request: network.request,
    random: () => 1,
    replace: (url) => void did.push('replace ' + url),
    reload: () => void did.push('reload'),
    reloadOnce: () => {
      if (reloads-- <= 0) return false;
      did.push('reload once');
      return true;
    },
    historyBack: () => void did.push('back'),
    load: (url) => void did.push('load ' + url),
    can_type: true,
    ...more,
  });
  on.start();
  // Past the wait before the first poll.
  clock.pass(200);
  const sent = () =>
    network.made
      .filter((one) => one.method === 'POST')
      .map((one) => JSON.parse(one.body ?? '') as { version: number; answer: { kind: string } });
  const polls = () => network.made.filter((one) => one.method === 'GET');
  return { on, clock, network, did, sent, polls };
}
