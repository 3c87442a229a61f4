import { expect, it } from 'vitest';
import type { CertificateEnd } from '../../channels/port.ts';
import { configuredFakes } from '../testing/configured.ts';
import { fakeBank } from '../testing/fake-bank.ts';
import { fakeCards } from '../testing/fake-cards.ts';
import { endings, endingSentence, watchEndings } from './certificates.ts';

const NOW_MS = Date.UTC(2026, 0, 1);
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

function banks(certificates: readonly CertificateEnd[]) {
  const wechat = { ...fakeBank('wechat', () => NOW_MS), certificates: () => certificates };
  return configuredFakes({ wechat, alipay: fakeBank('alipay', () => NOW_MS), unionpay: fakeCards('unionpay', () => NOW_MS) });
}
const end = (name: string, in_ms: number, owner: 'own' | 'bank' = 'own') => ({ name, owner, not_after_ms: NOW_MS + in_ms });

it('45 days ahead, the next to end first, with day and name', () => {
  const all = banks([
    end('far', 46 * DAY_MS),
    end('in 45 days', 45 * DAY_MS),
    end('in 3 hours', 3 * HOUR_MS),
    end('in 20 days', 20 * DAY_MS),
    end('yesterday', -DAY_MS, 'bank'),
  ]);
  expect(endings(all, NOW_MS).map((one) => [one.name, one.days])).toEqual([
    ['yesterday', -1],
    ['in 3 hours', 0],
    ['in 20 days', 20],
    ['in 45 days', 45],
  ]);
  expect(endings(all, NOW_MS).map(endingSentence)).toEqual([
    'The channel "wechat" (account wechat-account): yesterday ended on 2025-12-31: fetch its successor from the bank and put it into the settings.',
    'The channel "wechat" (account wechat-account): in 3 hours ends on 2026-01-01, in 0 days: fetch its successor from the bank and put it into the settings.',
    'The channel "wechat" (account wechat-account): in 20 days ends on 2026-01-21, in 20 days: fetch its successor from the bank and put it into the settings.',
    'The channel "wechat" (account wechat-account): in 45 days ends on 2026-02-15, in 45 days: fetch its successor from the bank and put it into the settings.',
  ]);
});

it("looks once a day, by the world's clock; an ended one is an error", () => {
  const lines: string[] = [];
  const timers: { ms: number; call: () => void }[] = [];
  let now_ms = NOW_MS;
  const world = {
    now: () => now_ms,
    after(ms: number, call: () => void) {
      const timer = { ms, call };
      timers.push(timer);
      return () => void timers.splice(timers.indexOf(timer), 1);
    },
  };
  const stop = watchEndings(banks([end('a', 45.5 * DAY_MS)]), world, (level, event, { name = '', days = '' }) =>
    lines.push([level, event, name, days].join(' ')),
  );
  for (let i = 0; i < 46; i++) {
    const timer = timers.shift();
    expect(timer?.ms).toBe(DAY_MS);
    now_ms += DAY_MS;
    timer?.call();
  }
  expect(lines).toHaveLength(46);
  expect([lines[0], lines.at(-1)]).toEqual(['warn channel.certificate-ends a 44', 'error channel.certificate-ends a -1']);
  stop();
  expect(timers).toEqual([]);
});
