import { expect, test } from 'vitest';
import type { Step } from '../protocol/step.ts';
import { steps } from './fixtures.ts';
import { staged } from './testing/stage.ts';

const all = steps('zh-CN');
const at = (name: string): Step => all[name] as Step;
const next = (step: Step, from: Step): Step => ({ ...step, seq: from.seq + 1, version: from.version + 1 });

test('twenty OK presses within 300 ms send one answer, even when the reply is quick', () => {
  const { on, clock, network, sent } = staged(at('choose'));
  for (let i = 0; i < 20; i++) {
    on.key('OK');
    clock.pass(15);
    // The server knows the answer already and shows the same question again.
    if (i === 2)
      network
        .open()
        .find((one) => one.method === 'POST')
        ?.reply(200, at('choose'));
  }
  expect(sent()).toEqual([{ version: at('choose').version, answer: { kind: 'choose', channel: 'wechat' } }]);
  clock.pass(400);
  on.key('OK');
  expect(sent()).toHaveLength(2);
});

test('an answer without a reply may be given again after a while, and the poll is asked what is true', () => {
  const { on, clock, polls, sent } = staged(at('choose'));
  on.key('OK');
  expect(on.busy.value).toBe(true);
  clock.pass(12_000);
  expect(on.busy.value).toBe(false);
  expect(polls().at(-1)?.url).toMatch(/\/step$/);
  on.key('OK');
  expect(sent()).toHaveLength(2);
});

test('a reply is the next screen, at its own first choice', () => {
  const { on, network } = staged(at('choose'));
  on.key('Down');
  on.key('OK');
  network
    .open()
    .find((one) => one.method === 'POST')
    ?.reply(200, next(at('scan'), at('choose')));
  expect([on.step.value.kind, on.focus.current.value]).toEqual(['scan', 'ask-paid']);
});

test('a way that is down can be focused and not chosen; the screen opens on one that works', () => {
  const { on, sent } = staged(at('choose-down'));
  expect(on.focus.current.value).toBe('alipay');
  on.key('Up');
  expect(on.focus.current.value).toBe('wechat');
  on.key('OK');
  expect(sent()).toEqual([]);
});

test('a way that goes down or comes back while it is looked at is redrawn, the focus stays', () => {
  const { on, network, clock, sent } = staged(at('choose'));
  const down = { ...at('choose-down'), seq: at('choose').seq, version: at('choose').version };
  const poll = (step: Step): void => {
    network
      .open()
      .find((one) => one.method === 'GET')
      ?.reply(200, step);
    clock.pass(2_000);
  };
  expect(on.focus.current.value).toBe('wechat');
  poll(down);
  expect(on.step.value).toEqual(down);
  on.key('OK');
  expect([on.focus.current.value, sent()]).toEqual(['wechat', []]);
  poll(at('choose'));
  on.key('OK');
  expect([on.focus.current.value, sent().length]).toEqual(['wechat', 1]);
});

test('Back on a code goes to another way; Back on the choice asks, and staying changes nothing', () => {
  const scan = staged(at('scan'));
  scan.on.key('Back');
  expect(scan.sent()).toEqual([{ version: at('scan').version, answer: { kind: 'change' } }]);
  const { on, sent } = staged(at('choose'));
  on.key('Back');
  expect([on.focus.scope.value, on.focus.current.value]).toEqual(['leave', 'leave-stay']);
  on.key('Back');
  expect([on.focus.scope.value, on.focus.current.value, sent()]).toEqual([undefined, 'wechat', []]);
});

test('leaving is confirmed, then the page goes', () => {
  const { on, network, sent, did } = staged(at('choose'));
  on.key('Exit');
  expect(sent()).toEqual([]);
  on.key('Right');
  on.key('OK');
  expect(sent()).toEqual([{ version: at('choose').version, answer: { kind: 'leave' } }]);
  const { order: _, ...left } = { ...at('left'), seq: at('choose').seq };
  network
    .open()
    .find((one) => one.method === 'POST')
    ?.reply(200, { ...left, return_to: { url: 'http://app/', app_name: '', after_ms: 0 } });
  expect(did).toEqual(['replace http://app/']);
});

test('a confirmed leaving is followed even when another step came in between', () => {
  const { on, network, did } = staged(at('scan'));
  on.key('Exit');
  network.open()[0]?.reply(200, { ...at('scan'), seq: at('scan').seq + 1, note: 'x' });
  on.key('Exit');
  const post = network.open().find((one) => one.method === 'POST');
  post?.reply(200, { ...at('left'), seq: at('scan').seq, return_to: { url: '/app', app_name: '', after_ms: 0 } });
  expect(did).toEqual(['replace /app']);
});

test('Exit pressed twice leaves', () => {
  const { on, sent } = staged(at('scan'));
  on.key('Exit');
  on.key('Exit');
  expect(sent().map((one) => one.answer.kind)).toEqual(['leave']);
});

test('a dialog closes when the question behind it changes', () => {
  const { on, network } = staged(at('scan'));
  on.key('Exit');
  network.open()[0]?.reply(200, next(at('paid'), at('scan')));
  expect([on.focus.scope.value, on.focus.current.value, on.step.value.kind]).toEqual([undefined, 'return', 'paid']);
});

test('the same question with a note keeps the focus where it is', () => {
  const { on, network } = staged(at('scan'));
  on.key('Right');
  network.open()[0]?.reply(200, { ...at('scan'), seq: at('scan').seq + 1, note: '还没有收到付款' });
  expect([on.focus.current.value, (on.step.value as { note?: string }).note]).toEqual(['change', '还没有收到付款']);
});

test('an older step than the one shown is dropped', () => {
  const { on, network } = staged(at('scan'));
  on.key('OK');
  const post = network.open().find((one) => one.method === 'POST');
  network.open()[0]?.reply(200, next(at('paid'), at('scan')));
  post?.reply(200, at('scan'));
  expect(on.step.value.kind).toBe('paid');
});

test('paid: goes by itself, at once on OK, once, and by location.replace', () => {
  const alone = staged(at('paid'));
  alone.clock.pass(4_700);
  expect(alone.did).toEqual([]);
  alone.clock.pass(200);
  expect(alone.did).toEqual(['replace http://app.example/done']);
  const pressed = staged(at('paid'));
  for (let i = 0; i < 5; i++) pressed.on.key('OK');
  pressed.clock.pass(4_000);
  expect(pressed.did).toEqual(['replace http://app.example/done']);
  expect(pressed.polls()).toEqual([]);
});

test('another build, or a kind of step this page does not know, reloads the page once and never again', () => {
  for (const strange of [
    { ...next(at('checking'), at('scan')), build: 'newer' },
    { ...next(at('scan'), at('scan')), kind: 'palm-print' } as unknown as Step,
  ]) {
    const { on, network, clock, did } = staged(at('scan'));
    network.open()[0]?.reply(200, strange);
    expect([did, on.step.value.kind]).toEqual([['reload once'], 'scan']);
    clock.pass(3_000);
    network.open()[0]?.reply(200, { ...strange, seq: strange.seq + 1 });
    expect([did, on.step.value.kind]).toEqual([['reload once'], strange.kind]);
  }
});

test('out of the back/forward cache everything is asked anew and nothing is latched', () => {
  const { on, network, did, sent, clock } = staged(at('paid'));
  on.key('OK');
  on.resume();
  expect(network.open().map((one) => one.url)).toEqual([on.boot.base + '/step']);
  network.open()[0]?.reply(200, at('choose'));
  expect(on.step.value.kind).toBe('choose');
  on.key('OK');
  expect(sent()).toHaveLength(1);
  clock.pass(60_000);
  expect(did).toEqual(['replace http://app.example/done']);
});

test('a page that is gone is loaded again once', () => {
  const { network, did, clock } = staged(at('scan'));
  network.open()[0]?.reply(404, '<html>a proxy knows no such page');
  clock.pass(2_100);
  expect(did).toEqual([]);
  for (let i = 0; i < 2; i++) {
    network.open()[0]?.reply(404, '{"error":{"code":"ORDER_NOT_FOUND"}}');
    clock.pass(2_100);
  }
  expect(did).toEqual(['reload once']);
});

test('without an order nothing is asked of the server, and Back goes out', () => {
  const { on, network, did } = staged(at('unavailable'), { base: undefined, left: undefined } as never);
  on.key('OK');
  on.key('Back');
  expect([network.made, did, on.key('Exit'), on.key('Menu')]).toEqual([[], ['back', 'back'], false, false]);
  // The box's own way out did nothing: the second one in a row is ours.
  expect([on.key('Exit'), on.key('Exit'), did]).toEqual([false, true, ['back', 'back', 'back']]);
  const again = staged(at('unavailable-retry'));
  again.on.key('OK');
  expect(again.did).toEqual(['reload']);
});

test('the pointer focuses and presses what it points at', () => {
  const { on, sent } = staged(at('scan'));
  on.press('new-code');
  expect([on.focus.current.value, sent().map((one) => one.answer.kind)]).toEqual(['new-code', ['new-code']]);
});

test('Blue and the help button open the help; Back, OK and Exit close it, and everything is as before', () => {
  for (const close of ['Back', 'OK'] as const) {
    const { on, sent, polls } = staged(at('scan'));
    on.key('Right');
    expect(on.key('Blue')).toBe(true);
    expect([on.focus.scope.value, on.focus.current.value]).toEqual(['help', 'help-close']);
    on.key('Blue');
    for (const arrow of ['Up', 'Down', 'Left', 'Right'] as const) on.key(arrow);
    expect(on.focus.current.value).toBe('help-close');
    on.key(close);
    expect([on.focus.scope.value, on.focus.current.value]).toEqual([undefined, 'change']);
    on.key('Down');
    expect(on.focus.current.value).toBe('open-help');
    on.key('OK');
    expect(on.focus.scope.value).toBe('help');
    expect([sent(), polls().length]).toEqual([[], 1]);
  }
  const { on } = staged(at('choose'));
  on.key('Blue');
  on.key('Exit');
  expect(on.focus.scope.value).toBe('leave');
  on.key('Back');
  expect([on.focus.scope.value, on.focus.current.value]).toEqual([undefined, 'wechat']);
});

test('the help closes when the question behind it changes, and opens over no other question', () => {
  const { on, network, clock } = staged(at('scan'));
  on.key('Blue');
  network.open()[0]?.reply(200, { ...at('scan'), seq: at('scan').seq + 1, note: 'x' });
  expect(on.focus.scope.value).toBe('help');
  clock.pass(1);
  network.open()[0]?.reply(200, { ...next(at('paid'), at('scan')), seq: at('scan').seq + 2 });
  expect([on.focus.scope.value, on.focus.current.value]).toEqual([undefined, 'return']);
  expect([on.key('Blue'), on.focus.scope.value]).toEqual([true, undefined]);
  const asked = staged(at('choose')).on;
  asked.key('Back');
  asked.key('Blue');
  expect(asked.focus.scope.value).toBe('leave');
});

test('the help button can be reached on every form of the screens that have it', () => {
  const moves = ['Up', 'Down', 'Left', 'Right'] as const;
  for (const name of ['choose', 'choose-down', 'choose-many', 'scan', 'scan-note'])
    for (const size of ['hd', 'sd'] as const) {
      const seen = moves.filter((dir) => {
        const { on } = staged(at(name), { size });
        for (let i = 0; i < 5; i++) on.key(dir);
        for (let i = 0; i < 2; i++) on.key(name.startsWith('scan') ? 'Right' : 'Left');
        return on.focus.current.value === 'open-help';
      });
      expect([name, size, seen.length > 0]).toEqual([name, size, true]);
    }
});
