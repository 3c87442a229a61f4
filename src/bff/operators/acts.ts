/**
 * An operator's act on money: proposed by a person, then approved or rejected. Pure: no clock, no random. An approval takes
 * effect in the commit that stores it. Source: docs/operate.md.
 */
import type { Operator } from '../payments/events.ts';

export type ActKind = 'held-give-back' | 'held-accept' | 'orphan-give-back' | 'refund-send-on' | 'refund-paid-by-hand' | 'refund-release';

export type ActState = 'proposed' | 'approved' | 'rejected' | 'expired';

export interface Act {
  id: string;
  kind: ActKind;
  /** Of the payment or the orphan. */
  order_id: string;
  /** The receipt's transaction id or the refund's id. */
  item: string;
  amount_fen: number;
  /** The version of the payment or orphan that the proposer saw: for the record. */
  version: number;
  /** The facts that the proposer saw, in words; an approval needs the same ones. */
  seen: string;
  /** The approver must be another person. */
  two_persons: boolean;
  state: ActState;
  proposed_by: Operator;
  proposed_ms: number;
  expires_ms: number;
  decided_by?: Operator;
  decided_ms?: number;
}

export type ActEvent = 'approve' | 'reject' | 'lapse' | 'changed';

/** Steps that are not listed are refused. */
export const ACT: { readonly [from in ActState]: { readonly [on in ActEvent]?: ActState } } = {
  proposed: { approve: 'approved', reject: 'rejected', lapse: 'expired', changed: 'expired' },
  approved: {},
  rejected: {},
  expired: {},
};

export interface ActRules {
  /** Above this amount two persons are needed; undefined: never. */
  two_persons_over_fen?: number | undefined;
  proposal_life_ms: number;
}

/** The facts under an act, read from the payment or orphan as it is now; `ok` false: it is not possible. */
export type Facts = { ok: true; amount_fen: number; seen: string; version: number } | { ok: false; message: string };

export type ActRefusal =
  | 'ACT_NOT_POSSIBLE'
  | 'PROPOSAL_OPEN'
  | 'PROPOSAL_DECIDED'
  | 'PROPOSAL_EXPIRED'
  | 'PROPOSAL_CHANGED'
  | 'TWO_PERSONS';

/** `acts`: what is stored in the same commit, refused or not. `ok`: the last of them is the act asked about. */
export type ActDecision = { ok: true; act: Act; acts: Act[] } | { ok: false; code: ActRefusal; message: string; acts: Act[] };

export interface Wish {
  id: string;
  kind: ActKind;
  order_id: string;
  item: string;
  by: Operator;
  now_ms: number;
}

/** `known`: the acts of the same payment or orphan. Where one person is enough, the proposal is approved at once. */
export function proposeAct(known: readonly Act[], wish: Wish, facts: Facts, rules: ActRules): ActDecision {
  const { id, kind, order_id, item, by, now_ms } = wish;
  const lapsed = known.filter((one) => one.state === 'proposed' && isLate(one, now_ms)).map((one) => moved(one, 'lapse', now_ms));
  if (!facts.ok) return { ok: false, code: 'ACT_NOT_POSSIBLE', message: facts.message, acts: lapsed };
  const open = known.find((one) => one.state === 'proposed' && one.item === item && !isLate(one, now_ms));
  if (open) {
    const message = 'There is a proposal about it already, ' + open.id + ' by ' + open.proposed_by.name + ': approve or reject that one.';
    return { ok: false, code: 'PROPOSAL_OPEN', message, acts: lapsed };
  }
  const { amount_fen, seen, version } = facts;
  const over = rules.two_persons_over_fen;
  const act: Act = {
    id,
    kind,
    order_id,
    item,
    amount_fen,
    version,
    seen,
    two_persons: over !== undefined && amount_fen > over,
    state: 'proposed',
    proposed_by: by,
    proposed_ms: now_ms,
    expires_ms: now_ms + rules.proposal_life_ms,
  };
  const made = act.two_persons ? act : moved(act, 'approve', now_ms, by);
  return { ok: true, act: made, acts: [...lapsed, made] };
}

export interface Verdict {
  type: 'approve' | 'reject';
  by: Operator;
  now_ms: number;
}

interface Check {
  act: Act;
  verdict: Verdict;
  facts: Facts;
}

/** The first row that fits refuses; `on` is what becomes of the proposal then. */
const REFUSALS: readonly {
  code: ActRefusal;
  on?: 'lapse' | 'changed';
  when: (c: Check) => boolean;
  message: (c: Check) => string;
}[] = [
  {
    code: 'PROPOSAL_DECIDED',
    when: ({ act, verdict }) => ACT[act.state][verdict.type] === undefined,
    message: ({ act }) => 'The proposal ' + act.id + ' is ' + act.state + ' already: nothing was done.',
  },
  {
    code: 'PROPOSAL_EXPIRED',
    on: 'lapse',
    when: ({ act, verdict }) => isLate(act, verdict.now_ms),
    message: ({ act }) => 'The proposal ' + act.id + ' has expired: propose it again.',
  },
  {
    code: 'TWO_PERSONS',
    when: ({ act, verdict }) => verdict.type === 'approve' && act.two_persons && samePerson(act.proposed_by, verdict.by),
    message: ({ act }) => act.proposed_by.name + ' proposed it: for this amount another person approves.',
  },
  {
    code: 'PROPOSAL_CHANGED',
    on: 'changed',
    when: ({ act, verdict, facts }) => verdict.type === 'approve' && (!facts.ok || facts.seen !== act.seen),
    message: ({ act, facts }) =>
      'It changed since it was proposed (then: ' + act.seen + '; now: ' + (facts.ok ? facts.seen : facts.message) + '): look again.',
  },
];

export function decideAct(act: Act, verdict: Verdict, facts: Facts): ActDecision {
  const check = { act, verdict, facts };
  const refused = REFUSALS.find((row) => row.when(check));
  if (refused) {
    const { code, on } = refused;
    return { ok: false, code, message: refused.message(check), acts: on ? [moved(act, on, verdict.now_ms)] : [] };
  }
  const decided = moved(act, verdict.type, verdict.now_ms, verdict.by);
  return { ok: true, act: decided, acts: [decided] };
}

/** As it reads at an instant: one whose time is over is expired, also before a commit says so. */
export function stateAt(act: Act, now_ms: number): ActState {
  return act.state === 'proposed' && isLate(act, now_ms) ? 'expired' : act.state;
}

export function samePerson(a: Operator, b: Operator): boolean {
  return a.name.trim().toLowerCase() === b.name.trim().toLowerCase();
}

function isLate(act: Act, now_ms: number): boolean {
  return now_ms >= act.expires_ms;
}

/** Throws for a step that is not in the table. */
function moved(act: Act, on: ActEvent, now_ms: number, by?: Operator): Act {
  const state = ACT[act.state][on];
  if (!state) throw new Error('an act that is ' + act.state + ' cannot ' + on);
  return { ...act, state, decided_ms: now_ms, ...(by ? { decided_by: by } : {}) };
}
