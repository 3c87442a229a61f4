import type * as Crypto from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { Secret } from '../../protocol/secret.ts';
import { cardKeys } from './keys.ts';
import { lock, unlock } from './vault.ts';

const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));
const keys = (...ids: string[]) =>
  cardKeys({
    seal: [{ key_id: 's', secret: 'seal' }],
    vault: ids.map((key_id) => ({ key_id, secret: 'secret of ' + key_id })),
    hash: 'hash',
  });
const CARD = { pan: new Secret('6216261000000000018'), phone: new Secret('13552535506'), id: new Secret('510265790128303') };

/** What passes through the ciphers, so that it can be looked at afterwards. */
const passed = vi.hoisted((): { in: Uint8Array[]; out: Uint8Array[] } => ({ in: [], out: [] }));
vi.mock('node:crypto', async (original) => {
  const real = await original<typeof Crypto>();
  const watched = <T extends { update: (bytes: never) => Buffer }>(one: T): T => {
    const update = one.update.bind(one) as (bytes: Uint8Array) => Buffer;
    one.update = ((bytes: Uint8Array) => {
      const out = update(bytes);
      passed.in.push(bytes);
      passed.out.push(out);
      return out;
    }) as T['update'];
    return one;
  };
  return {
    ...real,
    createCipheriv: (...given: Parameters<typeof real.createCipheriv>) => watched(real.createCipheriv(...given) as never),
    createDecipheriv: (...given: Parameters<typeof real.createDecipheriv>) => watched(real.createDecipheriv(...given) as never),
  };
});

describe('the vault', () => {
  it('overwrites the bytes of what it locked and opened', () => {
    passed.in.length = passed.out.length = 0;
    const locked = lock(keys('v1'), 'row', CARD, random);
    expect(passed.in).toHaveLength(1);
    expect(passed.in[0]?.every((byte) => byte === 0)).toBe(true);
    expect(unlock(keys('v1'), 'row', locked)?.pan?.reveal()).toBe(CARD.pan.reveal());
    expect(unlock(keys('v1'), 'another row', locked)).toBeUndefined();
    expect(passed.out).toHaveLength(3);
    for (const opened of passed.out.slice(1)) {
      expect(opened.length).toBeGreaterThan(40);
      expect(opened.every((byte) => byte === 0)).toBe(true);
    }
  });

  it('opens what it locked, for the same row', () => {
    const locked = lock(keys('v1'), 'row viewer', CARD, random);
    const open = unlock(keys('v1'), 'row viewer', locked);
    expect(open?.pan?.reveal()).toBe(CARD.pan.reveal());
    expect(open?.phone?.reveal()).toBe(CARD.phone.reveal());
    expect(open?.id?.reveal()).toBe(CARD.id.reveal());
    expect(unlock(keys('v1'), 'row another', locked)).toBeUndefined();
    expect(Buffer.from(locked.sealed).toString('latin1')).not.toContain('6216');
  });

  it('rotates: the new key locks, the old one still opens, and is gone when it is withdrawn', () => {
    const old = lock(keys('v1'), 'row', CARD, random);
    const both = keys('v2', 'v1');
    expect(lock(both, 'row', CARD, random).key_id).toBe('v2');
    expect(unlock(both, 'row', old)?.pan?.reveal()).toBe(CARD.pan.reveal());
    expect(unlock(keys('v2'), 'row', old)).toBeUndefined();
  });

  it('any byte changed is refused', () => {
    const locked = lock(keys('v1'), 'row', CARD, random);
    fc.assert(
      fc.property(fc.nat({ max: locked.sealed.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const sealed = Uint8Array.from(locked.sealed);
        sealed[at] = (sealed[at] as number) ^ by;
        expect(unlock(keys('v1'), 'row', { ...locked, sealed })).toBeUndefined();
      }),
    );
    expect(unlock(keys('v1'), 'row', { ...locked, sealed: locked.sealed.subarray(0, 10) })).toBeUndefined();
    expect(unlock(keys('v2'), 'row', { ...locked, key_id: 'v2' })).toBeUndefined();
  });
});

describe('keyed hashes', () => {
  it('tell kinds and keys apart', () => {
    const one = keys('v1');
    expect(one.hash('card', '1')).toBe(keys('v2').hash('card', '1'));
    expect(new Set([one.hash('card', '1'), one.hash('phone', '1'), one.hash('viewer', '1'), one.hash('card', '2')]).size).toBe(4);
  });

  it('each order has a key of its own to seal to', () => {
    const one = keys('v1');
    expect(one.seal('a')?.publicKey).not.toBe(one.seal('b')?.publicKey);
    expect(one.seal('a')?.publicKey).toBe(one.seal('a', 's')?.publicKey);
    expect(one.seal('a', 'gone')).toBeUndefined();
  });
});
