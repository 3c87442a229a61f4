import { expect, test } from 'vitest';
import type { Step } from '../../protocol/step.ts';
import { fakeClock } from '../../tv/fake-clock.ts';
import { steps } from '../fixtures.ts';
import { control } from '../testing/control.ts';
import { CARD, cardStep } from '../testing/entry.ts';
import { staged } from '../testing/stage.ts';
import type { MakeSecretEntry } from './entry-contract.ts';
import { createLoad } from './load.ts';

function loading(url: string | undefined = '/box/cards.js') {
  const clock = fakeClock();
  const asked: string[] = [];
  let changes = 0;
  const load = createLoad({ clock, url, load: (one) => void asked.push(one), onChange: () => void changes++ });
  return { clock, asked, load, changes: () => changes };
}

test('asks after the first paint, again after 8 s, and gives up 20 s later', () => {
  const { clock, asked, load, changes } = loading();
  load.want();
  load.want();
  expect(asked).toEqual([]);
  clock.pass(300);
  expect(asked).toEqual(['/box/cards.js']);
  clock.pass(8_000);
  // Another address: WebKit 534 does not ask for one again that failed.
  expect([asked, load.failed.value]).toEqual([['/box/cards.js', '/box/cards.js?2'], false]);
  clock.pass(19_999);
  expect(load.failed.value).toBe(false);
  clock.pass(1);
  expect([asked.length, load.failed.value, changes()]).toEqual([2, true, 1]);
  clock.pass(60_000);
  expect(asked).toHaveLength(2);
});

test('wanted again after a failure it begins anew', () => {
  const { clock, asked, load, changes } = loading();
  load.want();
  clock.pass(28_300);
  load.want();
  expect([load.failed.value, changes()]).toEqual([false, 2]);
  clock.pass(300);
  expect(asked).toHaveLength(3);
});

test('once there it is asked for no more, even when it came after it was given up', () => {
  const { clock, asked, load } = loading();
  load.want();
  clock.pass(28_300);
  load.arrived();
  load.want();
  clock.pass(60_000);
  expect([asked.length, load.failed.value]).toEqual([2, false]);
});

const zh = steps('zh-CN');
const choose = (types_card: boolean): Step =>
  ({
    ...zh['choose'],
    channels: [
      { channel: 'unionpay', name: '银联卡', types_card },
      { channel: 'wechat', name: '微信' },
    ],
  }) as Step;
const script = { card_script: '/box/cards.js' };
const none: MakeSecretEntry = () => ({
  screens: {
    'card-number': {
      draw: () => null,
      controls: () => [[control('first'), control('go')]],
      initial: () => 'go',
      back: () => ({ kind: 'change' }),
    },
  } as never,
  send: () => true,
  stepped() {},
  pressed() {},
  wipe() {},
});

test('is asked for where cards may be typed next, and nowhere else', () => {
  for (const [step, asked] of [
    [choose(true), 1],
    [choose(false), 0],
    [zh['scan'] as Step, 0],
    [cardStep(CARD.number(), 1), 1],
  ] as const) {
    const { did, clock } = staged(step, script);
    clock.pass(400);
    expect([step.kind, did.filter((one) => one === 'load /box/cards.js').length]).toEqual([step.kind, asked]);
  }
});

test('a box that cannot seal asks for nothing: the way stands greyed with the reason, and the screen opens beside it', () => {
  const { did, clock, on, sent } = staged(choose(true), script, { can_type: false });
  clock.pass(60_000);
  expect([did, on.props(on.step.value).entry_script]).toEqual([[], 'never']);
  expect(on.controls(on.step.value)[0]?.map(({ id, act }) => [id, act])).toEqual([['unionpay', undefined]]);
  expect(on.focus.current.value).toBe('wechat');
  on.key('Up');
  on.key('OK');
  expect([on.focus.current.value, sent()]).toEqual(['unionpay', []]);
});

test('a card step opened before the script is there changes when it comes, and the focus stands on it', () => {
  const { on, clock } = staged(cardStep(CARD.number(), 1), script);
  clock.pass(400);
  expect([on.props(on.step.value).entry_script, on.focus.current.value]).toEqual(['coming', undefined]);
  on.bring(none);
  expect([on.props(on.step.value).entry_script, on.focus.current.value]).toEqual(['ready', 'go']);
});

test('given up: another try or another way', () => {
  const { on, clock, did, sent } = staged(cardStep(CARD.number(), 1), script);
  clock.pass(29_000);
  expect([on.props(on.step.value).entry_script, on.focus.current.value]).toEqual(['failed', 'fetch-cards']);
  on.key('OK');
  clock.pass(400);
  expect([on.props(on.step.value).entry_script, did.length]).toEqual(['coming', 3]);
  clock.pass(29_000);
  expect(on.focus.current.value).toBe('fetch-cards');
  on.key('Right');
  on.key('OK');
  expect(sent().map((one) => one.answer.kind)).toEqual(['change']);
});

test('given up and come after all: the screen opens as it should', () => {
  const { on, clock } = staged(cardStep(CARD.number(), 1), script);
  clock.pass(29_000);
  on.bring(none);
  expect(on.focus.current.value).toBe('go');
});

test('a script that comes twice brings itself once', () => {
  const { on } = staged(cardStep(CARD.number(), 1), script);
  let made = 0;
  const counted: MakeSecretEntry = (host) => {
    made++;
    return none(host);
  };
  on.bring(counted);
  on.bring(counted);
  expect(made).toBe(1);
});
