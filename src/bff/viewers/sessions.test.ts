import { expect, it } from 'vitest';
import { sealedFacts } from '../http/common/sealed-facts.ts';
import { sessions } from './sessions.ts';

const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));
const VIEWER = { merchant_id: 'home', viewer_id: 'v', lang: 'zh-CN' } as const;

it('is open for 15 minutes after each answer, here and at any BFF with the same key', () => {
  const clock = { ms: 1_000_000 };
  const made = (secret: string, what = 'pages') => sessions(sealedFacts(secret, what, random), () => clock.ms);
  const [here, there] = [made('secret'), made('secret')];
  let ticket = here.ticket(VIEWER);
  for (let i = 0; i < 5; i++) {
    clock.ms += 15 * 60_000 - 1;
    expect(there.open(ticket)).toEqual(VIEWER);
    ticket = there.ticket(VIEWER);
  }
  clock.ms += 15 * 60_000;
  expect(here.open(ticket)).toBeUndefined();
  const fresh = here.ticket(VIEWER);
  expect([made('other').open(fresh), made('secret', 'cookies').open(fresh)]).toEqual([undefined, undefined]);
  // It names no one to whoever reads it on the way.
  expect(Buffer.from(fresh, 'base64url').toString('latin1')).not.toContain('home');
});
