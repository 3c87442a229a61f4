/** Random walks of 200 keys over every screen, without a browser: one thing focused at all times, no dead end, no stuck busy state. */
import { expect, it } from 'vitest';
import type { AnswerBody } from '../protocol/answer.ts';
import type { RemoteKey } from '../protocol/keymap.ts';
import type { Step } from '../protocol/step.ts';
import { steps } from './fixtures.ts';
import { staged } from './testing/stage.ts';
import { bringEntry } from './testing/with-entry.ts';

const ALL = Object.values(steps('zh-CN'));
const KEYS: readonly RemoteKey[] = ['Up', 'Down', 'Left', 'Right', 'OK', 'Back', 'Exit', 'Blue', 'Yellow', '1', '5', 'Star', 'Menu'];
/** Often enough that fields get full and the keypad is used. */
const TYPED: readonly RemoteKey[] = ['0', '1', '2', '3', '8', '9', 'OK', 'Down', 'Right'];

function seeded(seed: number): () => number {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

type Stage = ReturnType<typeof staged>;

/** A server that shows any screen next; an answer to an old version gets the current one. */
function answerAll(stage: Stage, chance: () => number): void {
  const now = stage.on.step.value;
  for (const one of stage.network.open()) {
    if (chance() < 0.1) one.reply(0);
    // Sealed: whoever cannot open it says what is shown now.
    else if (one.url.endsWith('/bank')) one.reply(200, { sealed: '' });
    else if (one.method === 'POST') {
      const { version } = JSON.parse(one.body ?? '') as AnswerBody;
      one.reply(200, version === now.version ? another(now, chance) : now);
    } else if (chance() < 0.2) one.reply(200, another(now, chance));
  }
}

function another(now: Step, chance: () => number): Step {
  const next = ALL[Math.floor(chance() * ALL.length)] as Step;
  return { ...next, build: now.build, version: now.version + 1, seq: now.seq + 1 };
}

function sane(stage: Stage): void {
  const { on } = stage;
  const step = on.step.value;
  const screen = on.screen(step.kind);
  if (!screen) throw new Error('no screen for ' + step.kind);
  const dialog = on.dialog();
  const things = (dialog ? dialog.controls : on.controls(step)).flat();
  if (things.length === 0 && !dialog) return;
  const focused = on.focus.current.value;
  const where = step.kind + ' ' + (on.focus.scope.value ?? '');
  if (focused === undefined) throw new Error('nothing is focused on ' + where);
  if (!things.some((one) => one.id === focused)) throw new Error(focused + ' has the focus and is not on ' + where);
  if (new Set(things.map((one) => one.id)).size !== things.length) throw new Error('two things of one name on ' + where);
}

function walk(seed: number): void {
  const chance = seeded(seed);
  const stage = staged(ALL[Math.floor(chance() * ALL.length)] as Step);
  bringEntry(stage.on);
  for (let i = 0; i < 200; i++) {
    const keys = chance() < 0.4 ? TYPED : KEYS;
    stage.on.key(keys[Math.floor(chance() * keys.length)] as RemoteKey);
    seen.add(stage.on.step.value.kind + ':' + (stage.on.focus.scope.value ?? '').replace(/:.*/, ''));
    sane(stage);
    if (chance() < 0.5) answerAll(stage, chance);
    if (chance() < 0.02) stage.on.resume();
    stage.clock.pass(Math.floor(chance() * 700));
    sane(stage);
  }
  // Whatever was under way ends: twelve seconds later the viewer may press again.
  stage.clock.pass(13_000);
  if (stage.on.busy.value) throw new Error('still busy');
  // One answer at a time, whatever was pressed.
  expect(stage.network.open().filter((one) => one.method === 'POST' && one.url.endsWith('/answer')).length).toBeLessThanOrEqual(1);
}

/** Where the walks have been: a screen, or a dialog over it. */
const seen = new Set<string>();

it('500 walks', () => {
  for (let seed = 1; seed <= 500; seed++) {
    try {
      walk(seed);
    } catch (error) {
      throw new Error('seed ' + seed + ': ' + (error as Error).message, { cause: error });
    }
  }
  for (const kind of ['card-number', 'card-check', 'sms-code'])
    for (const scope of ['', 'keypad', 'help', 'leave']) expect(seen).toContain(kind + ':' + scope);
  expect(seen).toContain('card-list:forget');
}, 60_000);
