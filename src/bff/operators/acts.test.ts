/** Acts of operators: every step of the table, every refusal, and any sequence of them. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ACT, decideAct, proposeAct, stateAt } from './acts.ts';
import type { Act, ActDecision, ActRules, ActState, Facts } from './acts.ts';

const RULES: ActRules = { two_persons_over_fen: 0, proposal_life_ms: 1000 };
const ALONE: ActRules = { proposal_life_ms: 1000 };
const FACTS: Facts = { ok: true, amount_fen: 1990, seen: 'held 19.90', version: 7 };
const NONE: Facts = { ok: false, message: 'It is gone.' };
const by = (name: string) => ({ name, via: 'cli' });
const wish = (over: object = {}) => ({
  id: 'p1',
  kind: 'held-give-back' as const,
  order_id: 'o1',
  item: 't1',
  by: by('lan'),
  now_ms: 0,
  ...over,
});
const verdict = (type: 'approve' | 'reject', name: string, now_ms = 10) => ({ type, by: by(name), now_ms });

function made(decision: ActDecision): Act {
  if (!decision.ok) throw new Error(decision.message);
  return decision.act;
}

const proposed = (rules = RULES): Act => made(proposeAct([], wish(), FACTS, rules));
const refusal = (decision: ActDecision) => (decision.ok ? undefined : [decision.code, decision.acts.map((one) => one.state)]);

describe('a proposal', () => {
  it('waits for another person where two are demanded', () => {
    expect(proposed()).toEqual({
      id: 'p1',
      kind: 'held-give-back',
      order_id: 'o1',
      item: 't1',
      amount_fen: 1990,
      version: 7,
      seen: 'held 19.90',
      two_persons: true,
      state: 'proposed',
      proposed_by: by('lan'),
      proposed_ms: 0,
      expires_ms: 1000,
    });
  });

  it('is approved at once where one person is enough', () => {
    expect(proposed(ALONE)).toMatchObject({ state: 'approved', two_persons: false, decided_by: by('lan'), decided_ms: 0 });
  });

  it.each([
    [undefined, 'approved'],
    [0, 'proposed'],
    [1989, 'proposed'],
    [1990, 'approved'],
  ])('over %s fen of 1990: %s', (two_persons_over_fen, state) => {
    expect(proposed({ ...RULES, two_persons_over_fen }).state).toBe(state);
  });

  it('is refused when the act is not possible, and while another about the same thing is open', () => {
    expect(refusal(proposeAct([], wish(), NONE, RULES))).toEqual(['ACT_NOT_POSSIBLE', []]);
    expect(refusal(proposeAct([proposed()], wish({ id: 'p2' }), FACTS, RULES))).toEqual(['PROPOSAL_OPEN', []]);
    expect(proposeAct([proposed()], wish({ id: 'p2', item: 't2' }), FACTS, RULES).ok).toBe(true);
  });

  it('takes the place of one that nobody decided in time', () => {
    const { acts } = proposeAct([proposed()], wish({ id: 'p2', now_ms: 1000 }), FACTS, RULES);
    expect(acts.map((one) => [one.id, one.state])).toEqual([
      ['p1', 'expired'],
      ['p2', 'proposed'],
    ]);
  });
});

describe('a verdict', () => {
  it('approves or rejects', () => {
    expect(made(decideAct(proposed(), verdict('approve', 'wei'), FACTS))).toMatchObject({
      state: 'approved',
      decided_by: by('wei'),
      decided_ms: 10,
    });
    expect(made(decideAct(proposed(), verdict('reject', 'lan'), NONE))).toMatchObject({ state: 'rejected', decided_by: by('lan') });
  });

  it.each(['lan', ' LAN '])('the proposer, as "%s", does not approve', (name) => {
    expect(refusal(decideAct(proposed(), verdict('approve', name), FACTS))).toEqual(['TWO_PERSONS', []]);
  });

  it('on other facts than were seen expires it', () => {
    expect(refusal(decideAct(proposed(), verdict('approve', 'wei'), NONE))).toEqual(['PROPOSAL_CHANGED', ['expired']]);
    expect(refusal(decideAct(proposed(), verdict('approve', 'wei'), { ...FACTS, seen: 'held 0.01' }))).toEqual([
      'PROPOSAL_CHANGED',
      ['expired'],
    ]);
  });

  it('after its time expires it', () => {
    expect(refusal(decideAct(proposed(), verdict('approve', 'wei', 1000), FACTS))).toEqual(['PROPOSAL_EXPIRED', ['expired']]);
    expect([stateAt(proposed(), 999), stateAt(proposed(), 1000)]).toEqual(['proposed', 'expired']);
  });

  it.each(['approved', 'rejected', 'expired'] satisfies ActState[])('on one that is %s changes nothing', (state) => {
    for (const type of ['approve', 'reject'] as const)
      expect(refusal(decideAct({ ...proposed(), state }, verdict(type, 'wei'), FACTS))).toEqual(['PROPOSAL_DECIDED', []]);
  });
});

it('any sequence of verdicts decides at most once, never by the proposer alone, never late, never on other facts', () => {
  const step = fc.record({
    type: fc.constantFrom('approve' as const, 'reject' as const),
    name: fc.constantFrom('lan', 'wei'),
    now_ms: fc.integer({ min: 0, max: 1200 }),
    facts: fc.constantFrom(FACTS, NONE, { ...FACTS, seen: 'other' } as Facts),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 8 }), (steps) => {
      let act = proposed();
      let decided = 0;
      for (const { type, name, now_ms, facts } of steps) {
        const before = act;
        const decision = decideAct(act, { type, by: by(name), now_ms }, facts);
        for (const one of decision.acts) act = one;
        if (act !== before) expect(Object.values(ACT[before.state])).toContain(act.state);
        if (!decision.ok) continue;
        decided += 1;
        expect(now_ms).toBeLessThan(act.expires_ms);
        if (act.state === 'approved') expect([act.decided_by?.name, facts]).toEqual(['wei', FACTS]);
      }
      expect(decided).toBeLessThanOrEqual(1);
    }),
  );
});
