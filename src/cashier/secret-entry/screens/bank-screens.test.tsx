/** Accounts at a bank: the ways, the challenge as it is drawn, and that 确认付款 alone sends a password. */
import { describe, expect, test } from 'vitest';
import type { Step, StepBody } from '../../../protocol/step.ts';
import { steps } from '../../fixtures.ts';
import { CARD, cardStep, PAN } from '../../testing/entry.ts';
import { useDocument } from '../../testing/document.ts';
import { entryStage } from '../../testing/entry-stage.tsx';
import { withClass } from '../../testing/dom.ts';
import { SHOWN_MS } from '../last-shown.ts';
import { TAP_MS } from '../multi-tap.ts';

const zh = steps('zh-CN');
useDocument();

const shown = entryStage;

interface Styled {
  style: { [name: string]: string };
}

/** Sealed to a key that the test opens. */
function at(name: string, version = 1): Step {
  const { seal: _seal, version: _version, seq: _seq, ...body } = zh[name] as Step;
  return cardStep(body as StepBody, version);
}

describe.each(['bank-coordinates', 'bank-token', 'bank-sms'])('%s', (name) => {
  test('the last digit moves on and sends nothing; OK on the button sends the password alone', async () => {
    const { focus, type, press, posts, sent } = shown(at(name));
    expect(focus()).toBe('field-code');
    await type('528174');
    expect([focus(), posts().length]).toEqual(['pay', 0]);
    await press('OK');
    expect(sent()).toEqual({ kind: 'bank-password', password: '528174' });
  });

  test('OK on whole boxes leads to the button; too short is said', async () => {
    const { focus, type, press, posts, text } = shown(at(name));
    await type('52817');
    await press('Down');
    while (focus() !== 'pay') await press(focus() === 'open-keypad' ? 'Down' : 'Left');
    await press('OK');
    expect([focus(), posts().length, text('warn')[0]]).toEqual(['field-code', 0, '还没有输完：验证码要 6 位数字。']);
    await type('4');
    await press('Up');
    while (focus() !== 'field-code') await press('Up');
    await press('OK');
    expect([focus(), posts().length]).toEqual(['pay', 0]);
  });

  test('取消付款 and Back are beside it', async () => {
    const { press, network, focus } = shown(at(name));
    while (focus() !== 'change') await press(focus() === 'pay' || focus() === 'recheck' ? 'Right' : 'Down');
    await press('OK');
    expect(JSON.parse(network.open().find((one) => one.method === 'POST')?.body ?? '{}')).toMatchObject({ answer: { kind: 'change' } });
  });
});

test('the asked cells are lit, with the way to them, in their order', () => {
  const { root, text } = shown(at('bank-coordinates'));
  expect(text('bk-lit')).toEqual(['1', '2']);
  const styles = (name: string): string[] => withClass(root, name).map((node) => (node as unknown as Styled).style['cssText'] ?? '');
  const [letters, numbers] = [styles('bk-letter'), styles('bk-digit-row')];
  // Below the letter of its column, beside the number of its row.
  expect(styles('bk-lit')).toEqual([(letters[1] ?? '') + numbers[2], (letters[6] ?? '') + numbers[5]]);
  expect(text('bk-cells')).toEqual(['1：B 列 3 行　2：G 列 6 行']);
});

test.each([
  ['bank-static', 'bank_static', '支付密码是哪一个', 'field-password'],
  ['bank-coordinates', 'bank_coordinates', '口令卡是什么', 'field-code'],
  ['bank-token', 'bank_token', '密码器是什么', 'field-code'],
  ['bank-sms', 'code', '验证码在哪里', 'field-code'],
])('%s: Blue and "?" show what is meant, and nothing typed is lost', async (name, picture, title, field) => {
  const { press, type, focus, root, text } = shown(at(name));
  const typed = (): string | undefined => text('dot').join() + text('code-box').join() + text('bk-field').join();
  await type('123');
  const before = typed();
  await press('Blue');
  expect([withClass(root, 'p-' + picture).length, text('dialog')[0]?.includes(title), focus()]).toEqual([1, true, 'help-close']);
  await press('OK');
  expect([withClass(root, 'picture').length, focus(), typed()]).toEqual([0, field, before]);
  while (!focus()?.startsWith('ask-'))
    await press(focus()?.startsWith('field') || focus() === 'open-keypad' || focus() === 'open-board' ? 'Down' : 'Right');
  await press('OK');
  expect(withClass(root, 'p-' + picture)).toHaveLength(1);
  await press('Back');
  expect([withClass(root, 'picture').length, focus(), typed()]).toEqual([0, field, before]);
});

test('after a wrong entry the tries left stand in words', () => {
  expect(shown(at('bank-coordinates-wrong')).text('warn')[0]).toContain('还可以试 2 次，坐标没有变');
});

test('the token: its digits with the point, and a minute from the first digit, after which they go', async () => {
  const { text, type, clock, settle, entry } = shown(at('bank-token'));
  expect([text('bk-typed'), text('bk-lcd'), text('bk-minute')]).toEqual([['45.00'], ['45.00'], ['1 分钟内有效']]);
  await type('12');
  expect(text('bk-minute')[0]).toMatch(/^还有 (60|59) 秒$/);
  clock.pass(61_000);
  await settle();
  expect([entry.fields.of('code').value, text('bk-minute')]).toEqual(['', ['1 分钟内有效']]);
});

describe('a static password', () => {
  const dots = (text: (name: string) => string[]) => text('bk-field')[0]?.replace('6 到 30 位数字或字母', '');

  test('is dots; the character typed last is seen for a second', async () => {
    const { type, text, clock, settle } = shown(at('bank-static'));
    await type('123');
    expect(dots(text)).toBe('●●3');
    clock.pass(SHOWN_MS);
    await settle();
    expect(dots(text)).toBe('●●●');
  });

  test('with the digits of a remote as letters: the same key within a second is the next one', async () => {
    const { type, press, clock, entry, focus } = shown(at('bank-static'));
    await press('Down', 'Right');
    expect(focus()).toBe('letters');
    await press('OK');
    await type('22');
    clock.pass(TAP_MS);
    await type('2');
    await type('7777');
    expect(entry.fields.of('password').value).toBe('bas');
    await type('1');
    expect(entry.fields.of('password').value).toBe('bas1');
  });

  test('on the keyboard of the screen, capitals too, and sent by the button', async () => {
    const { press, entry, focus, sent } = shown(at('bank-static'));
    await press('OK');
    expect(focus()).toBe('board-1');
    await press('Down', 'OK', 'Down', 'OK');
    expect(entry.fields.of('password').value).toBe('qa');
    while (focus() !== 'board-shift') await press('Right');
    await press('OK', 'Left', 'OK', 'OK', 'OK', 'OK');
    expect(entry.fields.of('password').value).toBe('qaLLLL');
    await press('Back');
    expect(focus()).toBe('pay');
    await press('OK');
    expect(sent()).toEqual({ kind: 'bank-password', password: 'qaLLLL' });
  });
});

test('the ways of the card that was typed here; one beyond its limit says so and does nothing', async () => {
  const step = at('bank-method', 2) as Step & { kind: 'bank-method' };
  const { press, tells, settle, focus, text, posts, sent } = shown(cardStep(CARD.number(), 1));
  tells({ kind: 'card-number', pan: PAN }, { ...step, card: { ...step.card, tail: PAN.slice(-4) } });
  await settle();
  expect([focus(), text('bk-way-name')]).toEqual(['way-sms', ['短信验证码', '口令卡', '电子密码器', '支付密码']]);
  const before = posts().length;
  await press('Down', 'Right', 'OK');
  expect([focus(), posts().length - before]).toEqual(['way-static', 0]);
  await press('Up', 'OK');
  expect(sent()).toEqual({ kind: 'bank-method', method: 'coordinates', pan: PAN });
});
