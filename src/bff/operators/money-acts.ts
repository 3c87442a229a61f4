/** Proposes, approves and rejects acts on money. An approval and the change of its payment or orphan are one commit. */
import { randomText } from '../../protocol/world.ts';
import type { World } from '../../protocol/world.ts';
import { decide } from '../payments/decide.ts';
import type { Event, Operator, Rules } from '../payments/events.ts';
import { decideOrphan, isOrphanId } from '../payments/money/orphans.ts';
import type { OrphanEvent } from '../payments/money/orphans.ts';
import type { Store } from '../store/port.ts';
import { decideAct, proposeAct } from './acts.ts';
import type { Act, ActDecision, ActKind, ActRules, Facts, Verdict } from './acts.ts';
import type { ActKinds, ActOn } from './act-kinds.ts';
import { OperatorRefusal } from './refusal.ts';

export interface MoneyActsDeps {
  store: Store;
  world: World;
  rules: Rules;
  act_rules: ActRules;
  kinds: ActKinds;
}

export interface MoneyActs {
  /** Proposed, or where one person is enough approved at once. Throws OperatorRefusal. */
  propose(kind: ActKind, order_id: string, item: string, by: Operator): Promise<Act>;
  decide(id: string, type: Verdict['type'], by: Operator): Promise<Act>;
}

/** Letters and digits of a proposal's id: short enough to read out. */
const ID_LENGTH = 8;

export function moneyActs({ store, world, rules, act_rules, kinds }: MoneyActsDeps): MoneyActs {
  const fresh = (): string => randomText(world.random, 80);

  function onPayment({ facts, event: make }: ActOn, order_id: string, item: string, by: Operator, judge: Judge): Promise<ActDecision> {
    const event = { ...make(item, by), now_ms: world.now(), fresh: fresh() } as Event;
    return store.change({ id: order_id }, { acts: true }, ({ payment, acts = [] }) => {
      const made = judge(acts, payment ? facts(payment, item, rules) : none);
      if (!isCarriedOut(made) || !payment) return { acts: made.acts, value: made };
      return { decision: effective(decide(payment, event, rules), event), acts: made.acts, value: made };
    });
  }

  function onOrphan({ facts, event: make }: ActOn, id: string, item: string, by: Operator, judge: Judge): Promise<ActDecision> {
    const event = { ...make(item, by), now_ms: world.now(), fresh: fresh() } as OrphanEvent;
    return store.changeOrphan({ id }, (orphan, acts) => {
      const made = judge(acts, orphan ? facts(orphan, item, rules) : none);
      if (!isCarriedOut(made) || !orphan) return { acts: made.acts, value: made };
      return { decision: effective(decideOrphan(orphan, event, rules), event), acts: made.acts, value: made };
    });
  }

  async function run(kind: ActKind, order_id: string, item: string, by: Operator, judge: Judge): Promise<Act> {
    const on = isOrphanId(order_id) ? onOrphan : onPayment;
    const made = await on(kinds[kind], order_id, item, by, judge);
    if (!made.ok) throw new OperatorRefusal(made.code, made.message);
    return made.act;
  }

  return {
    propose(kind, order_id, item, by) {
      const wish = { id: randomText(world.random, ID_LENGTH), kind, order_id, item, by, now_ms: world.now() };
      return run(kind, order_id, item, by, (acts, facts) => proposeAct(acts, wish, facts, act_rules));
    },
    async decide(id, type, by) {
      const known = await store.act(id);
      if (!known) throw new OperatorRefusal('PROPOSAL_NOT_FOUND', 'There is no proposal ' + id + ': lezhong proposal list shows them.');
      const verdict = { type, by, now_ms: world.now() };
      return run(known.kind, known.order_id, known.item, by, (acts, facts) => {
        const act = acts.find((one) => one.id === id);
        if (!act) throw new Error('a proposal that its order does not have: ' + id);
        return decideAct(act, verdict, facts);
      });
    },
  };
}

/** Facts said that it is possible; a decision that changes nothing would be recorded as done. */
function effective<D extends { changed: boolean }>(decision: D, event: { type: string }): D {
  if (!decision.changed) throw new Error('an approved act changed nothing: ' + event.type);
  return decision;
}

type Judge = (acts: readonly Act[], facts: Facts) => ActDecision;

const none: Facts = { ok: false, message: 'It is not there any more.' };

function isCarriedOut(made: ActDecision): boolean {
  return made.ok && made.act.state === 'approved';
}
