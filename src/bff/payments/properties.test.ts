/** Random lives of one payment: viewers, phones, banks that fail, time, merchants. The rig checks every invariant after every commit. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answer } from '../../protocol/answer.ts';
import { askSms, CARD, chooseToken, sayPassword, TOKEN, typeCode } from '../testing/card-viewer.ts';
import { makeRig, START_MS } from '../testing/rig.ts';
import type { Rig } from '../testing/rig.ts';
import { cardOf } from './card-of.ts';
import { decide } from './decide.ts';
import type { CheckedPassword, Event } from './events.ts';
import type { Bill } from './payment.ts';
import { questionKey, questionOf } from './dialogue/question.ts';

type Channel = 'wechat' | 'alipay';
const channel = fc.constantFrom<Channel>('wechat', 'alipay');
const nth = fc.nat({ max: 5 });

const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('answer' as const),
      answer: fc.oneof<fc.Arbitrary<Answer>[]>(
        channel.map((c) => ({ kind: 'choose', channel: c })),
        fc.constantFrom<Answer>({ kind: 'change' }, { kind: 'new-code' }, { kind: 'ask-paid' }, { kind: 'retry' }),
      ),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('pass' as const), ms: fc.oneof(fc.nat({ max: 20_000 }), fc.nat({ max: 900_000 })) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('pay' as const),
      n: nth,
      fen: fc.option(fc.constantFrom(1, 1989), { nil: undefined, freq: 8 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('card' as const),
      becomes: fc.constantFrom('00', '00', '00', '05', '60', '71', '42', '75'),
      hash: fc.constantFrom('card-a', 'card-b'),
      /** The process dies here. */
      dies: fc.constantFrom(undefined, undefined, undefined, 'sms' as const, 'before' as const, 'after' as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('card-news' as const),
      n: nth,
      settles: fc.option(fc.constantFrom('00', '60')),
      twice: fc.boolean(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('token' as const),
      becomes: fc.constantFrom('00', '00', '00', '05', '64', '71', '42', '75'),
      says: fc.constantFrom<CheckedPassword>(
        { kind: 'right', rev: 1 },
        { kind: 'right', rev: 1 },
        { kind: 'right', rev: 2 },
        { kind: 'wrong', rev: 1, left: 3 },
        { kind: 'locked', rev: 1 },
      ),
      by_sms: fc.boolean(),
      dies: fc.constantFrom(undefined, undefined, 'before' as const, 'after' as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('card-lost' as const), n: nth }) },
  // A clock set back, as machines do; never by so much that today is yesterday.
  { weight: 1, arbitrary: fc.record({ do: fc.constant('jump' as const), ms: fc.integer({ min: -90_000, max: 90_000 }) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('callback' as const), n: nth }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('scan' as const), n: nth }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('fail' as const),
      channel,
      call: fc.constantFrom('prepay' as const, 'query' as const, 'close' as const, 'refund' as const, 'queryRefund' as const),
      fault: fc.constantFrom('before' as const, 'after' as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('close' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('refund' as const), fen: fc.integer({ min: 1, max: 1990 }) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('instruct' as const),
      type: fc.constantFrom('SETTLE' as const, 'REFUND' as const),
      settle: fc.constantFrom(0, 1990, 1500),
      refund: fc.constantFrom(0, 490, 1500, 1990),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('merchant' as const), up: fc.boolean() }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('mode' as const),
      channel,
      mode: fc.constantFrom('done' as const, 'moving' as const, 'short' as const, 'dead' as const, 'stuck' as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('judge' as const), verdict: fc.constantFrom('accept' as const, 'give-back' as const) }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

async function take(rig: Rig, s: Step): Promise<void> {
  const p = rig.now();
  const attempt = 'n' in s ? p.attempts[s.n] : undefined;
  const bank = attempt?.kind === 'scan' ? rig.banks[attempt.channel as Channel] : undefined;
  switch (s.do) {
    case 'answer':
      return void (await rig.answer(s.answer));
    case 'pass':
      return rig.pass(s.ms);
    case 'pay':
      return attempt && bank ? void bank.pay(attempt.channel_no, s.fen) : undefined;
    case 'scan':
      return attempt && bank?.scan(attempt.channel_no);
    case 'card': {
      rig.cards.next = s.becomes;
      const shown = rig.screen();
      if (shown.kind === 'sms-code') return void (await typeCode(rig, shown.attempt, s.dies === 'sms' ? undefined : s.dies));
      return void (await askSms(rig, { ...CARD, hash: s.hash }, s.dies === 'sms'));
    }
    case 'token': {
      rig.cards.next = s.becomes;
      if (rig.screen().kind !== 'pay-password') return void (await chooseToken(rig));
      return void (await (s.by_sms ? chooseToken(rig, TOKEN, true) : sayPassword(rig, s.says, TOKEN, s.dies)));
    }
    case 'card-news': {
      if (!attempt || !rig.cards.charges.has(attempt.channel_no)) return;
      if (s.settles && rig.cards.charges.get(attempt.channel_no)?.code === '05') rig.cards.settle(attempt.channel_no, s.settles);
      for (let i = 0; i < (s.twice ? 2 : 1); i++)
        await rig.tell({ type: 'evidence', attempt: attempt.n, evidence: rig.cards.news(attempt.channel_no) });
      return;
    }
    case 'card-lost':
      return void (await rig.answer({ kind: 'card-lost' }));
    case 'jump':
      return void (rig.clock.wall_off_ms += s.ms);
    case 'callback':
      return attempt && bank?.trades.get(attempt.channel_no)?.txn ? rig.callback(attempt.channel as Channel, attempt.n) : undefined;
    case 'fail':
      return rig.banks[s.channel].fail(s.call, s.fault);
    case 'close':
      return void (await rig.tell({ type: 'close-asked' }));
    case 'refund':
      return void (await rig.payments
        .refund({ id: rig.id }, { refund_no: 'R' + s.fen, amount_fen: s.fen as never, reason: '' })
        .catch(() => undefined));
    case 'instruct': {
      const wish = { type: s.type, settle_fen: s.type === 'REFUND' ? 0 : s.settle, refund_fen: s.refund };
      return void (await rig.payments.instruct({ id: rig.id }, wish));
    }
    case 'merchant':
      return void (rig.merchant.up = s.up);
    case 'mode':
      return void (rig.banks[s.channel].refundMode = s.mode);
    case 'judge': {
      const held = p.receipts.find((r) => r.role === 'held');
      return held && void (await rig.tell({ type: 'held', txn: held.txn, verdict: s.verdict, by: { name: 'ops', via: 'test' } }));
    }
  }
}

/** A viewer with a token, and a password that pays by itself. */
async function openQuick(seed: number, ...more: [] | [Bill | undefined]): Promise<Rig> {
  const rig = makeRig({ seed, quick: true });
  rig.rules.times = { ...rig.rules.times, new_box_ms: 0 };
  await rig.guard('parent', { rev: 1, quick: { since_ms: START_MS - 1 }, ...(seed % 4 === 1 ? { lock_fen: 0 } : {}) });
  await rig.open({ viewer_id: 'parent', box_id: 'box' }, ...more);
  return rig;
}

/** Faults off, four days on. */
async function rest(rig: Rig): Promise<void> {
  rig.merchant.up = true;
  for (const bank of Object.values(rig.banks)) bank.refundMode = 'done';
  rig.cards.next = '00';
  for (const charge of rig.cards.charges.values()) if (charge.code === '05') charge.code = '60';
  await rig.pass(4 * 86_400_000);
}

describe('any life of a payment', () => {
  it('keeps every invariant and comes to rest with the money accounted for', async () => {
    let quick = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), fc.nat(), async (steps, seed) => {
        const rig = await openQuick(seed, seed % 2 === 0 ? { name: '综艺会员', valid_hours: 24, score_apply: '0000' } : undefined);
        for (const s of steps) await take(rig, s);
        // I20: no token is paid by more passwords than were right.
        const rights = steps.filter((s) => s.do === 'token' && s.says.kind === 'right' && s.says.rev === 1 && !s.by_sms).length;
        const alone = rig.now().attempts.filter((one) => cardOf(one)?.quick).length;
        expect(alone).toBeLessThanOrEqual(Math.min(rights, 1));
        quick += alone;
        await rest(rig);
        const p = rig.now();
        expect(['paid', 'closed']).toContain(p.order.state);
        expect(p.notices.every((n) => n.delivered_ms !== undefined)).toBe(true);
        const trades = Object.values(rig.banks).flatMap((b) => [...b.trades.values()]);
        // I6 and the rest: every charge has a receipt of its amount; what is kept is one for paid and none for closed.
        for (const t of trades.filter((one) => one.txn)) {
          const receipt = p.receipts.find((r) => r.txn === t.txn);
          expect(receipt?.amount_fen).toBe(t.taken_fen);
          expect(t.returned_fen).toBeLessThanOrEqual(t.taken_fen);
          const stuck = p.flags.some((f) => f.code.startsWith('refund-'));
          if (receipt?.role === 'surplus' && !stuck) expect(t.returned_fen).toBe(t.taken_fen);
        }
        for (const charge of [...rig.cards.charges.values()].filter((one) => ['00', '42', '75'].includes(one.code))) {
          const receipt = p.receipts.find((r) => r.txn === charge.txn);
          expect(receipt?.amount_fen).toBe(charge.amount_fen);
          if (receipt?.role === 'surplus' && !p.flags.some((f) => f.code.startsWith('refund-')))
            expect(charge.returned_fen).toBe(charge.amount_fen);
        }
        expect(p.attempts.some((a) => a.state === 'sent')).toBe(false);
        // I10: nothing is made payable after its close was asked, or after its expiry.
        for (const bank of Object.values(rig.banks)) {
          for (const [i, call] of bank.calls.entries()) {
            if (call.call !== 'prepay') continue;
            expect(bank.calls.slice(0, i).some((c) => c.call === 'close' && c.number === call.number)).toBe(false);
            expect(call.at_ms).toBeLessThan(p.attempts.find((a) => a.channel_no === call.number)?.channel_expires_ms ?? 0);
          }
        }
      }),
      { numRuns: 2_000 },
    );
    expect(quick).toBeGreaterThan(0);
  }, 420_000);

  it('I17: decides the same twice, and the same evidence twice changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 15 }),
        nth,
        fc.constantFrom('paid', 'unpaid', 'absent', 'shut', 'silent', 'pending'),
        async (steps, n, kind) => {
          const rig = makeRig();
          await rig.open();
          for (const s of steps) await take(rig, s);
          const p = rig.now();
          const attempt = p.attempts[n];
          if (!attempt) return;
          const now_ms = rig.clock.now_ms;
          const facts =
            kind === 'paid' ? { kind, txn: 'T', amount_fen: 1990, currency: 'CNY' } : kind === 'silent' ? { kind, why: '' } : { kind };
          const event = {
            type: 'evidence',
            attempt: attempt.n,
            now_ms,
            fresh: 'f'.repeat(80),
            evidence: { source: 'query', asked_at_ms: now_ms, ...facts },
            call: { key: 'attempt:' + attempt.n, serial: p.jobs.find((j) => j.key === 'attempt:' + attempt.n)?.serial ?? 0 },
          } as unknown as Event;
          const once = decide(p, event, rig.rules);
          expect(JSON.stringify(decide(p, event, rig.rules))).toBe(JSON.stringify(once));
          const twice = decide(once.payment, event, rig.rules);
          expect(twice.changed).toBe(false);
          expect(twice.entries).toEqual([]);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('no background event eats a key press: the version moves only with the question', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const rig = await openQuick(1);
        let before = rig.now();
        const off = rig.store.onCommit((after) => {
          const same = questionKey(questionOf(before)) === questionKey(questionOf(after));
          expect(after.dialogue.version).toBe(before.dialogue.version + (same ? 0 : 1));
          // What takes input is left only for the end of the order, money, or its own code's end.
          const [was, is] = [questionOf(before).kind, questionOf(after).kind];
          if (was === 'choose' && is !== 'choose')
            expect(['preparing', 'card-number', 'pay-password', 'checking', 'closed', 'paid', 'refused']).toContain(is);
          if (questionOf(after).kind !== questionOf(before).kind) expect(after.dialogue.seq).toBeGreaterThan(before.dialogue.seq);
          before = after;
        });
        for (const s of steps) await take(rig, s);
        off();
      }),
      { numRuns: 100 },
    );
  });

  it('an answer to an older version changes nothing', async () => {
    const rig = makeRig();
    await rig.open();
    const { version } = rig.now().dialogue;
    const said = { type: 'answer', version, answer: { kind: 'choose', channel: 'wechat' } } as const;
    await Promise.all(Array.from({ length: 20 }, () => rig.tell(said)));
    expect(rig.now().attempts).toHaveLength(1);
  });
});
