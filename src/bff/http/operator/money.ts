/** Held money, orphans, refunds and the proposals about them. */
import type { FastifyInstance } from 'fastify';
import { stateAt } from '../../operators/acts.ts';
import type { Act, ActKind, Verdict } from '../../operators/acts.ts';
import { heldItems, orphanItem, refundItems } from '../../operators/items.ts';
import type { HeldItem, Item, OrphanItem, RefundItem } from '../../operators/items.ts';
import { proposalId } from '../../operators/find-proposal.ts';
import { oneOf } from '../../operators/names.ts';
import { isOrphanId } from '../../payments/money/orphans.ts';
import type { Orphan } from '../../payments/money/orphans.ts';
import type { Payment } from '../../payments/payment.ts';
import type { CommandDeps } from './deps.ts';
import { ActBody, ProposalQuery, RefundQuery } from './schemas.ts';

export function moneyCommands(app: FastifyInstance, deps: CommandDeps): void {
  const { store } = deps;
  const subjects = async (what: 'held' | 'refund' | 'orphan'): Promise<(Payment | Orphan)[]> => {
    const ids = await store.idsWith(what);
    const found = await Promise.all(ids.map((id) => (isOrphanId(id) ? store.readOrphan({ id }) : store.read({ id }))));
    return found.filter((one) => one !== undefined);
  };
  const held = async (): Promise<HeldItem[]> => (await subjects('held')).flatMap((one) => ('order' in one ? heldItems(one) : []));
  const orphans = async (): Promise<OrphanItem[]> => (await subjects('orphan')).flatMap((one) => ('order' in one ? [] : [orphanItem(one)]));
  const refunds = async (): Promise<RefundItem[]> => (await subjects('refund')).flatMap((one) => refundItems(one, deps.rules));

  app.get('/held', async () => ({ held: await held() }));
  app.get('/orphans', async () => ({ orphans: await orphans() }));
  app.get<{ Querystring: RefundQuery }>('/refunds', { schema: { querystring: RefundQuery } }, async ({ query: { need } }) => ({
    refunds: (await refunds()).filter((one) => need === undefined || one.need === need),
  }));

  function act(path: string, kind: ActKind, list: () => Promise<Item[]>, what: string, command: string): void {
    app.post<{ Body: ActBody }>(path, { schema: { body: ActBody } }, async ({ body: { id, actor } }) => {
      const item = oneOf(await list(), id, what, command);
      const made = await deps.acts.propose(kind, item.order_id, item.item, actor);
      deps.note(kind, actor, { proposal: made.id, order: made.order_id, item: made.item, state: made.state });
      return { act: made };
    });
  }
  act('/held/give-back', 'held-give-back', held, 'held money', 'lezhong held list');
  act('/held/accept', 'held-accept', held, 'held money', 'lezhong held list');
  act('/orphans/give-back', 'orphan-give-back', orphans, 'orphan', 'lezhong orphan list');
  act('/refunds/send-on', 'refund-send-on', refunds, 'refund for a person', 'lezhong refund list');
  act('/refunds/paid-by-hand', 'refund-paid-by-hand', refunds, 'refund for a person', 'lezhong refund list');
  act('/refunds/release', 'refund-release', refunds, 'refund for a person', 'lezhong refund list');
  proposals(app, deps);
}

function proposals(app: FastifyInstance, deps: CommandDeps): void {
  app.get<{ Querystring: ProposalQuery }>('/proposals', { schema: { querystring: ProposalQuery } }, async ({ query: { all, last } }) => {
    const now_ms = deps.world.now();
    const acts = await deps.store.acts({ open: !all, limit: last });
    const shown = acts.map((one): Act => ({ ...one, state: stateAt(one, now_ms) }));
    return { proposals: shown.filter((one) => all || one.state === 'proposed') };
  });

  function verdict(path: string, type: Verdict['type']): void {
    app.post<{ Body: ActBody }>(path, { schema: { body: ActBody } }, async ({ body: { id, actor } }) => {
      const made = await deps.acts.decide(await proposalId(deps.store, id), type, actor);
      deps.note(type, actor, { proposal: made.id, kind: made.kind, order: made.order_id, item: made.item });
      return { act: made };
    });
  }
  verdict('/proposals/approve', 'approve');
  verdict('/proposals/reject', 'reject');
}
