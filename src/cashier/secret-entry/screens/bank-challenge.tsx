/** What the bank asks for, drawn: the cells of a card, a token with its digits, a phone, or a password; and the tries in words. */
import { isPassword } from '../../../protocol/bank.ts';
import { fill } from '../../../protocol/texts/fill.ts';
import type { Words } from '../../../protocol/texts/words.ts';
import { live } from '../../../tv/ui/live.ts';
import type { Cashier, StepOf } from '../../contract.ts';
import type { Entry } from '../entry-contract.ts';
import type { Typing } from '../typing.ts';
import { CoordinateCard } from './coordinate-card.tsx';
import { TokenDevice, TokenDigits } from './token-device.tsx';

type Step = StepOf<'bank-password'>;

export const fieldOf = ({ challenge }: Step): 'code' | 'password' => (challenge.method === 'static' ? 'password' : 'code');

/** What is wrong or missing, else the tries in words; said before and after a wrong password. */
const Note = live(({ on, entry, typing, step, at }: { on: Cashier; entry: Entry; typing: Typing; step: Step; at: string }) => {
  const { words } = on.boot;
  const text = entry.fields.of(fieldOf(step)).value;
  const short = typing.asked.value && !isPassword(step.challenge.method, text);
  const missing = step.challenge.method === 'static' ? words.bank_short_static : words.sms_short;
  const warns = short ? missing : text ? '' : step.note || step.wrong || '';
  const cells = step.challenge.method === 'coordinates';
  const calm =
    step.tries_left === undefined ? (cells ? words.bank_free_cells : words.bank_free) : fill(words.bank_left, { n: step.tries_left });
  return <div class={'at ' + at + ' ' + (warns ? 'warn' : 'quiet')}>{warns || calm}</div>;
});

/** The device's password lives about a minute: counted from its first digit. */
const Minute = live(({ on, entry }: { on: Cashier; entry: Entry }) => {
  const s = entry.minute.value;
  const { words } = on.boot;
  return (
    <div class={'at line bk-minute ' + (s !== undefined && s <= 15 ? 'warn' : 'quiet')}>
      {s === undefined ? words.bank_minute : fill(words.bank_minute_left, { s })}
    </div>
  );
});

interface ChallengeProps {
  on: Cashier;
  step: Step;
  words: Words;
  entry: Entry;
  typing: Typing;
}

export function Challenge({ on, step, words, entry, typing }: ChallengeProps) {
  const { challenge } = step;
  const note = (at: string) => <Note on={on} entry={entry} typing={typing} step={step} at={at} />;
  const title = <div class="at title line bk-title">{words[`bank_title_${challenge.method}`]}</div>;
  const limit = step.limit ? <div class="at line quiet bk-note-1">{step.limit}</div> : null;
  if (challenge.method === 'token')
    return (
      <div>
        {title}
        <div class="at line bk-step-0">
          <span class="step-number">1</span>
          {words.bank_token_1}
        </div>
        <div class="at line bk-step-1">
          <span class="step-number">2</span>
          {words.bank_token_2}
        </div>
        <TokenDigits digits={challenge.digits} />
        {challenge.digits.indexOf('.') < 0 ? null : <div class="at jade bk-point">{words.bank_point}</div>}
        <div class="at line bk-step-2">
          <span class="step-number">3</span>
          {words.bank_token_3}
        </div>
        <Minute on={on} entry={entry} />
        {note('bk-token-note')}
        <TokenDevice digits={challenge.digits} ok={words.bank_token_ok} />
      </div>
    );
  if (challenge.method === 'coordinates') {
    const [a = '', b = ''] = challenge.cells;
    return (
      <div>
        {title}
        <div class="at line quiet bk-line">{words.bank_cells_hint}</div>
        {challenge.cells.map((cell, i) => (
          <div key={cell} class={'at jade bold bk-cell-' + i}>
            <span class="bk-number">{i + 1}</span>
            {cell}
          </div>
        ))}
        {note('bk-note-0')}
        {limit}
        <CoordinateCard cells={challenge.cells} name={words.bank_card_name} />
        <div class="mid line quiet bk-cells">
          {fill(words.bank_cells_at, { a: a.charAt(0), b: a.slice(1), c: b.charAt(0), d: b.slice(1) })}
        </div>
      </div>
    );
  }
  return (
    <div>
      {title}
      <div class="at line quiet bk-line">
        {challenge.method === 'sms' ? fill(words.sms_to, { tail: challenge.phone_tail }) : words.bank_static_hint}
      </div>
      {note('bk-note-0')}
      {limit}
    </div>
  );
}
