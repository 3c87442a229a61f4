import { options, render } from 'preact';
import { describe, expect, test } from 'vitest';
import type { RemoteKey } from '../../../protocol/keymap.ts';
import type { Step, StepBody } from '../../../protocol/step.ts';
import { steps } from '../../fixtures.ts';
import { CARD, cardStep, PAN } from '../../testing/entry.ts';
import { body, useDocument } from '../../testing/document.ts';
import { entryStage } from '../../testing/entry-stage.tsx';
import { all, withClass } from '../../testing/dom.ts';

const zh = steps('zh-CN');
useDocument();

/** An ID number whose check digit is right, and a phone; nobody's. */
const ID = '11010519491231002X';
const PHONE = '13800138000';

const shown = (body: StepBody | Step) => entryStage('version' in body ? body : cardStep(body, 1));

describe('card number', () => {
  test('opens on the field; digits go in by fours whatever has the focus', async () => {
    const { focus, type, press, text } = shown(CARD.number());
    expect(focus()).toBe('field-pan');
    await type('60000');
    await press('Down');
    await type('0123');
    expect([focus(), text('field')]).toEqual(['next', ['600000123']]);
    expect(text('group')).toEqual(['0012', '3']);
  });

  test('yellow deletes; left deletes in the focused field only while it has something, else it moves', async () => {
    const { focus, type, press, entry } = shown(CARD.number());
    await type('601');
    await press('Yellow', 'Left');
    expect(entry.fields.of('pan').value).toBe('6');
    await press('Down', 'Right', 'Left');
    expect([focus(), entry.fields.of('pan').value]).toEqual(['next', '6']);
    await press('Up', 'Left', 'Left');
    expect([focus(), entry.fields.of('pan').value]).toEqual(['field-pan', '']);
    await type('9');
    await press('Down', 'Right', 'Right', 'OK');
    expect([focus(), entry.fields.of('pan').value]).toEqual(['delete', '']);
  });

  test('nineteen digits move the focus on and say so; what comes after is not taken', async () => {
    const { focus, type, text, entry } = shown(CARD.number());
    await type('6000001234567890122');
    expect([focus(), text('entry-hint')]).toEqual(['next', ['已输满 19 位，按确定键继续。']]);
    await type('5');
    expect(entry.fields.of('pan').value).toHaveLength(19);
  });

  test('a number that looks mistyped is asked about once and goes out all the same', async () => {
    const { focus, type, press, text, posts, sent } = shown(CARD.number());
    await type(PAN.slice(0, -1) + '1');
    expect(text('warn')).toEqual([]);
    await press('OK');
    expect([focus(), posts().length, text('warn')]).toEqual(['next', 0, ['好像有数字输错了，请对照卡片核对。没有错就按确定键继续。']]);
    await press('OK');
    expect(sent()).toEqual({ kind: 'card-number', pan: PAN.slice(0, -1) + '1' });
  });

  test('thirteen digits are enough, twelve are not', async () => {
    const { focus, type, press, text, posts, sent } = shown(CARD.number());
    await type('600000123456');
    await press('Down', 'OK');
    expect([focus(), posts().length, text('warn')]).toEqual(['field-pan', 0, ['还没有输完：卡号要 13 到 19 位数字。']]);
    await type('7');
    expect(text('warn')).toEqual([]);
    await press('OK');
    expect(sent()).toEqual({ kind: 'card-number', pan: '6000001234567' });
  });

  test('what the bank said stands until something is typed', async () => {
    const { type, text } = shown(CARD.number({ note: '银行没有找到这张卡' }));
    expect(text('warn')).toEqual(['银行没有找到这张卡']);
    await type('6');
    expect(text('warn')).toEqual([]);
  });

  test('the bank stands below as soon as it is known', async () => {
    const { type, text, clock, reply, waiting, settle } = shown(CARD.number());
    await type('600000');
    clock.pass(1_000);
    reply(waiting('/bank'), { bank: '建设银行', mark: '建', color: '#0f63b0', kind: 'debit', kind_text: '储蓄卡', tail: '' });
    await settle();
    expect(text('bank')).toEqual(['建设银行 储蓄卡']);
  });

  test('Back leads to the recent cards where there are some', async () => {
    for (const has_list of [true, false]) {
      const { press, network } = shown(CARD.number({ has_list }));
      await press('Back');
      expect(JSON.parse(network.made.at(-1)?.body ?? '')).toMatchObject({ answer: { kind: has_list ? 'cards' : 'change' } });
      render(null, body() as never);
    }
  });
});

describe('screen keypad', () => {
  test('OK on the field opens it; arrows and OK type; done leads back, or on when the number may be whole', async () => {
    const { focus, press, entry, text } = shown(CARD.number());
    await press('OK');
    expect([focus(), text('keypad').length]).toEqual(['pad-5', 1]);
    await press('OK', 'Up', 'OK', 'Down', 'Down', 'Down', 'OK');
    expect(entry.fields.of('pan').value).toBe('520');
    await press('Left', 'OK', 'Right', 'Right', 'OK');
    expect([focus(), text('keypad').length, entry.fields.of('pan').value]).toEqual(['field-pan', 0, '52']);
    await press('OK', ...([...'12345678901'] as RemoteKey[]), 'Down', 'Down', 'Right', 'OK');
    expect([focus(), entry.fields.of('pan').value]).toEqual(['next', '5212345678901']);
  });

  test('left moves on it; Back closes it and the digits are still there', async () => {
    const { focus, press, entry } = shown(CARD.number());
    await press('6', 'OK', 'Left');
    expect([focus(), entry.fields.of('pan').value]).toEqual(['pad-4', '6']);
    await press('Back');
    expect([focus(), entry.fields.of('pan').value]).toEqual(['field-pan', '6']);
  });

  test('it closes by itself when the last field is full, and says whose digits it takes', async () => {
    const other = shown(CARD.check({ need: ['id_last6', 'phone'], needs_pan: false }));
    await other.press('OK');
    expect(other.text('keypad-head')).toEqual(['身份证后六位']);
    await other.type('31002');
    await other.press('Down', 'Down', 'Left', 'OK');
    expect([other.text('field'), other.text('keypad-head')]).toEqual([['31002X', ''], ['银行预留手机号']]);
    await other.type(PHONE);
    expect([other.focus(), other.text('keypad')]).toEqual(['send-code', []]);
  });
});

describe('card check', () => {
  const body = (need: readonly string[], more: object = {}) => CARD.check({ need, needs_pan: false, ...more });

  test('a full field moves on by itself and says so; the last one to the button; then all of it goes out', async () => {
    const { focus, type, press, text, sent } = shown(body(['expiry', 'cvn2', 'phone']));
    await type('0829');
    expect([focus(), text('good')]).toEqual(['field-cvn2', ['已填好']]);
    await type('123');
    await type(PHONE);
    expect([focus(), text('good')]).toEqual(['send-code', ['已填好', '已填好', '已填好']]);
    expect(text('field')).toEqual(['08/ 29', '●●●', PHONE]);
    await press('OK');
    expect(sent()).toEqual({ kind: 'card-check', fields: { expiry: '0829', cvn2: '123', phone: PHONE }, remember: false });
  });

  test('the digit of a secret typed last is seen, the others and a full one are not; a PIN never', async () => {
    const { type, text } = shown(body(['cvn2', 'pin']));
    await type('12');
    expect(text('field')[0]).toBe('●2');
    await type('3');
    await type('45');
    expect(text('field')).toEqual(['●●●', '●●']);
  });

  test('what is wrong is said at its field, and nothing goes out before it is right', async () => {
    const { focus, type, press, text, posts, entry } = shown(body(['expiry', 'phone']));
    await type('13');
    expect(text('warn')).toEqual(['先输两位月份，再输两位年份']);
    await type('29');
    expect(focus()).toBe('field-expiry');
    await press('Down', 'Down', 'Down', 'OK');
    expect([focus(), posts().length, text('warn').length]).toEqual(['field-expiry', 0, 2]);
    await press('Left', 'Left', 'Left', 'Left');
    await type('1229');
    expect([focus(), entry.fields.of('expiry').value, text('warn')]).toEqual(['field-phone', '1229', ['手机号要 11 位，以 1 开头']]);
  });

  test('a card that looks expired is a hint: the clock may be wrong', async () => {
    const { focus, type, text } = shown(body(['expiry', 'phone']));
    await type('0825');
    expect([focus(), text('warn')]).toEqual(['field-phone', ['这张卡好像已经过期']]);
  });

  test('an ID of 18 is checked; the X is on the keypad and on the star; 15 digits go on by OK', async () => {
    const { focus, type, press, text } = shown(body(['id', 'phone']));
    await type(ID.slice(0, 17));
    await type('1');
    expect([focus(), text('warn')]).toEqual(['field-id', ['和身份证对不上，请核对']]);
    await press('Yellow', 'Star');
    expect([focus(), text('warn'), text('group')]).toEqual(['field-phone', [], ['1949', '1231', '002X']]);
    await press('Up', 'Yellow', 'Yellow', 'Yellow');
    expect(text('good')).toEqual(['已填好']);
    await press('OK');
    expect(focus()).toBe('field-phone');
  });

  test('what the bank did not like is where it opens, and stands until it is touched', async () => {
    const { focus, type, text } = shown(body(['phone', 'id'], { note: '证件号不对，请核对。', note_field: 'id' }));
    expect([focus(), text('warn')]).toEqual(['field-id', ['证件号不对，请核对。']]);
    await type('1');
    expect(text('warn')).toEqual([]);
  });

  test('remembering is a choice, off until made', async () => {
    const { press, type, sent, text } = shown(body(['phone'], { can_remember: true }));
    await type(PHONE);
    await press('Up', 'OK');
    expect(text('tick')).toEqual(['√']);
    await press('Down', 'OK');
    expect(sent()).toEqual({ kind: 'card-check', fields: { phone: PHONE }, remember: true });
  });

  test('yellow in an empty field takes the last digit of the one before', async () => {
    const { focus, type, press, entry } = shown(body(['cvn2', 'phone']));
    await type('123');
    await press('Yellow', 'Yellow');
    expect([focus(), entry.fields.of('cvn2').value]).toEqual(['field-cvn2', '12']);
  });

  test('without what was typed there is one way: type the card again', async () => {
    const { focus, press, root, network } = shown(CARD.check());
    expect([focus(), root.textContent.includes('重新输入银行卡')]).toEqual(['other-card', true]);
    network
      .open()
      .find((one) => one.url.endsWith('/answer'))
      ?.reply(0);
    await press('Back');
    expect(network.made.some((one) => one.body?.includes('card-lost'))).toBe(true);
  });
});

describe('code by text', () => {
  const body = (more: object = {}) => CARD.code({ needs_typed: false, ...more });

  test('six digits and OK; the button says what is paid', async () => {
    const { focus, type, press, text, sent } = shown(body());
    expect([focus(), text('sms-pay')]).toEqual(['field-code', ['确认付款 ￥45.00']]);
    await type('528174');
    expect([focus(), text('sms-hint')]).toEqual(['pay', ['已输满 6 位，按确定键付款。']]);
    await press('OK');
    expect(sent()).toMatchObject({ kind: 'sms-code', code: '528174' });
  });

  test('sending again counts down by the server and works at its end', async () => {
    const { press, text, clock, settle, posts, sent } = shown(body({ again_in_ms: 3_000 }));
    expect(text('sms-again')).toEqual(['重新发送（3）']);
    await press('Down', 'Right', 'OK');
    expect(posts()).toHaveLength(0);
    clock.pass(3_000);
    await settle();
    expect(text('sms-again')).toEqual(['重新发送']);
    await press('OK');
    expect(sent()).toMatchObject({ kind: 'sms-again' });
  });

  test('after a wrong code nothing is taken, OK does nothing, and it says when the next one goes', async () => {
    const { focus, type, press, text, posts, entry, root } = shown(body({ wrong: true, again_in_ms: 41_000 }));
    await type('123');
    await press('OK', 'Yellow');
    expect([focus(), entry.fields.of('code').value, posts().length]).toEqual(['field-code', '', 0]);
    expect([text('title')[0], text('sms-hint')[0]]).toEqual(['验证码不对', expect.stringMatching(/^4\d 秒后会自动发送新的验证码/)]);
    expect([withClass(root, 'key-hints')[0]?.textContent.includes('输入'), focus()]).toEqual([false, 'field-code']);
    await press('Down');
    expect(focus()).toBe('other-card');
  });

  test('too short: says so and goes back to the boxes', async () => {
    const { focus, type, press, text, posts } = shown(body());
    await type('12');
    await press('Down', 'OK');
    expect([focus(), posts().length, text('warn')]).toEqual(['field-code', 0, ['还没有输完：验证码要 6 位数字。']]);
  });
});

describe('recent cards', () => {
  test('the first is focused; OK takes it', async () => {
    const { focus, press, network } = shown(zh['card-list'] as Step);
    expect(focus()).toBe('card-c1');
    await press('OK');
    expect(JSON.parse(network.made.at(-1)?.body ?? '')).toMatchObject({ answer: { kind: 'choose', channel: 'unionpay', card: 'c1' } });
  });

  test('one is removed only after a question that opens on keeping it', async () => {
    const { focus, press, text, network } = shown(zh['card-list'] as Step);
    await press('Down', 'Right', 'OK');
    expect([focus(), text('dialog')[0]?.includes('工商银行 信用卡 尾号 3320')]).toEqual(['keep-card', true]);
    await press('OK');
    expect([focus(), network.made.some((one) => one.method === 'POST')]).toEqual(['drop-c2', false]);
    await press('OK', 'Right', 'OK');
    expect(JSON.parse(network.made.at(-1)?.body ?? '')).toMatchObject({ answer: { kind: 'forget-card', card: 'c2' } });
  });
});

test('help shows the picture of the field that is typed into; closing it leads back there with everything typed', async () => {
  const { focus, press, type, text, root, entry } = shown(CARD.check({ need: ['expiry', 'cvn2'], needs_pan: false }));
  await type('08');
  for (const close of ['Back', 'OK'] as const) {
    await press('Blue');
    expect([withClass(root, 'picture')[0]?.className, text('dialog')[0]?.includes('有效期在哪里')]).toEqual(['at picture p-expiry', true]);
    await press(close);
    expect([focus(), entry.fields.of('expiry').value]).toEqual(['field-expiry', '08']);
  }
  await press('Right', 'Down', 'OK');
  expect(withClass(root, 'picture')[0]?.className).toBe('at picture p-cvn2');
  await press('OK');
  expect(focus()).toBe('field-cvn2');
});

test('a remembered debit card is paid with eight keys: OK, six digits, OK', async () => {
  let keys = 0;
  const { press, on, polled, sent, network, clock } = shown({ ...(zh['choose-card'] as Step), version: 1, seq: 1 });
  const count = async (...some: RemoteKey[]) => {
    keys += some.length;
    await press(...some);
  };
  await count('OK');
  network
    .open()
    .find((one) => one.method === 'POST')
    ?.reply(200, cardStep(CARD.code({ needs_typed: false }), 2));
  polled(cardStep(CARD.code({ needs_typed: false }), 2, 3));
  expect(on.step.value.kind).toBe('sms-code');
  // The text takes longer than this to arrive.
  clock.pass(1_000);
  await count('5', '2', '8', '1', '7', '4', 'OK');
  expect([keys, sent()]).toEqual([8, { kind: 'sms-code', code: '528174', fields: {}, remember: false }]);
});

test('nothing typed stands in an attribute or an address', async () => {
  const { type, press, root, network, clock } = shown(CARD.number());
  await type(PAN);
  await press('Blue', 'Back', 'Down', 'Right', 'OK');
  clock.pass(2_000);
  for (const node of all(root)) {
    const written = node.className + JSON.stringify(node.attributes) + JSON.stringify(node.style);
    expect(written).not.toMatch(/\d{6}|6000/);
  }
  for (const one of network.made) {
    expect(one.url).not.toMatch(/6000/);
    expect(one.body ?? '').not.toContain(PAN.slice(0, 6));
  }
});

test('on every card screen a move draws at most two things again, and a digit three', async () => {
  const hooks = options as { __r?: (vnode: unknown) => void };
  const before = hooks.__r;
  let renders = 0;
  for (const [name, step] of Object.entries(zh)) {
    if (!/^(card|sms)/.test(name)) continue;
    const { press, settle, root } = shown(step);
    await settle();
    hooks.__r = (vnode) => {
      renders++;
      before?.(vnode);
    };
    for (const key of ['Down', 'Down', 'Right', 'Up', 'Left', 'Down'] as const) {
      renders = 0;
      await press(key);
      expect([name, key, renders <= 2]).toEqual([name, key, true]);
    }
    renders = 0;
    await press('1');
    expect([name, 'digit', renders <= 3]).toEqual([name, 'digit', true]);
    hooks.__r = before as () => void;
    render(null, root as never);
  }
});

test('the footer says what digits and colours do, and nothing that the remote lacks', async () => {
  const { on, text, settle } = shown(CARD.number({ has_list: true }));
  expect(text('key-hints')).toEqual(['0-9输入黄删除蓝帮助确定下一步返回上一步']);
  const { Yellow: _yellow, Blue: _blue, '1': _one, ...keys } = on.keymap.value.keys;
  on.keymap.value = { ...on.keymap.value, keys };
  await settle();
  expect(text('key-hints')).toEqual(['确定下一步返回上一步']);
});
