/** Requests that wait: who is let go, when, and with what. */
import { expect, it } from 'vitest';
import type { World } from '../../../protocol/world.ts';
import { makeRig } from '../../testing/rig.ts';
import type { Payment } from '../payment.ts';
import { waitingRoom } from './waiting.ts';

const TVS_MAX = 8;

async function bench() {
  const rig = makeRig();
  const { order } = await rig.open();
  const timers = new Set<() => void>();
  const world: World = {
    ...rig.world,
    after(_ms, call) {
      timers.add(call);
      return () => void timers.delete(call);
    },
  };
  const room = waitingRoom(rig.store, world);
  let ended = 0;
  const wait = (
    enough: (p: Payment) => boolean = () => false,
    left?: AbortSignal,
    key: Parameters<typeof room.until>[0] = { id: order.id },
  ) => room.until(key, enough, 1_000, left).finally(() => (ended += 1));
  const turn = () => new Promise((done) => setTimeout(done, 5));
  return { rig, order, room, timers, wait, turn, ended: () => ended };
}

const chosen = (p: Payment): boolean => p.attempts.length > 0;

it('is not ended by a commit that is not enough; its time ends it, with the payment as it is then', async () => {
  const { rig, order, wait, turn, timers, ended } = await bench();
  const [by_id, by_token] = [wait(chosen), wait(chosen, undefined, { token: order.token })];
  await turn();
  expect([ended(), timers.size]).toEqual([0, 2]);
  await rig.tell({ type: 'close-asked' });
  await turn();
  expect([ended(), timers.size]).toEqual([0, 2]);
  for (const timer of timers) timer();
  expect((await by_id)?.order.state).toBe('closed');
  expect((await by_token)?.order.state).toBe('closed');
  expect(timers.size).toBe(0);
});

it('hears a commit, and answers at once where it is enough already', async () => {
  const { rig, wait, turn, timers } = await bench();
  const waits = wait(chosen);
  await turn();
  await rig.answer({ kind: 'choose', channel: 'wechat' });
  expect((await waits)?.attempts).toHaveLength(1);
  expect((await wait(chosen))?.attempts).toHaveLength(1);
  expect(timers.size).toBe(0);
});

it('no such payment: undefined', async () => {
  const { wait } = await bench();
  expect(await wait(chosen, undefined, { id: 'none' })).toBeUndefined();
});

it('a TV that left ends it, also one that had left before', async () => {
  const { wait, turn, ended } = await bench();
  const gone = new AbortController();
  const waits = wait(chosen, gone.signal);
  await turn();
  expect(ended()).toBe(0);
  gone.abort();
  expect((await waits)?.order.state).toBe('open');
  expect((await wait(chosen, gone.signal))?.order.state).toBe('open');
});

it('of more than eight the one that waited longest is let go, and those that left take no place', async () => {
  const { wait, turn, ended, timers } = await bench();
  const first = wait();
  await turn();
  for (const timer of timers) timer();
  await first;
  for (let i = 0; i < TVS_MAX; i++) void wait();
  await turn();
  expect([ended(), timers.size]).toEqual([1, TVS_MAX]);
  const oldest = [...timers][0];
  void wait();
  await turn();
  expect([ended(), timers.size]).toEqual([2, TVS_MAX]);
  expect(timers.has(oldest as () => void)).toBe(false);
});

it('closing lets everybody go, and nobody waits from then on', async () => {
  const { room, wait, turn, ended } = await bench();
  const waits = wait();
  await turn();
  expect([room.closed, ended()]).toEqual([false, 0]);
  room.close();
  await waits;
  expect(room.closed).toBe(true);
  expect((await wait())?.order.state).toBe('open');
});
