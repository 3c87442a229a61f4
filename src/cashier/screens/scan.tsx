import { HELP } from '../controls.ts';
import { scanHelp } from '../help.ts';
import { Button } from '../parts/button.tsx';
import { HelpButton } from '../parts/help.tsx';
import { CHANGE, NEW_CODE } from '../parts/message.tsx';
import { Qr } from '../parts/qr.tsx';
import type { Choice, Screen, StepOf } from '../contract.ts';

const ASK: Choice = { id: 'ask-paid', act: { kind: 'ask-paid' } };

/** A code to scan. Turns to success by itself. */
export const scan: Screen<StepOf<'scan'>> = {
  draw: ({ step, words, boot }, on) => {
    const open = { wechat: words.scan_open_wechat, alipay: words.scan_open_alipay }[step.channel] || words.scan_open;
    return (
      <div>
        <Qr qr={step.qr} size={boot.size} picture={boot.base + '/qr.png?attempt=' + step.attempt} alt={words.qr_alt} />
        {[open, words.scan_aim, words.scan_confirm].map((text, i) => (
          <div class={'at line s' + i} key={i}>
            <span class="no">{i + 1}</span>
            {text}
          </div>
        ))}
        <div class={'at hint ' + (step.note ? 'warn' : 'quiet')}>{step.note || words.scan_auto}</div>
        <Button on={on} id="ask-paid" at="button ask">
          {words.button_ask_paid}
        </Button>
        <Button on={on} id="change" at="button change">
          {words.button_change}
        </Button>
        {step.can_renew ? (
          <Button on={on} id="new-code" at="button small renew">
            {words.button_new_code}
          </Button>
        ) : null}
        <HelpButton on={on} at="help-scan" />
      </div>
    );
  },
  rows: ({ step, boot }) => {
    const low = step.can_renew ? [NEW_CODE, HELP] : [HELP];
    // As they stand: beside one another, or below one another where the screen is narrow.
    return boot.size === 'sd' ? [[ASK], [CHANGE], low] : [[ASK, CHANGE], low];
  },
  back: () => ({ kind: 'change' }),
  help: (step) => scanHelp(step.channel),
  ribbon: ({ step }) => step.channel_name,
  due: true,
  clock: 'time_code',
};
