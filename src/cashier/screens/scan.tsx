import { boxName } from '../../tv/ui/boxes.ts';
import type { Control, Screen, StepOf } from '../contract.ts';
import { helpControl } from '../parts/help.tsx';
import { CHANGE, NEW_CODE } from '../parts/message.tsx';
import { Qr } from '../parts/qr.tsx';
import { change, channelName } from './common.ts';

const PAID: Control = { id: 'ask-paid', act: { kind: 'ask-paid' }, place: 'button ask', label: 'button_ask_paid' };
const OTHER: Control = { ...CHANGE, place: 'button change' };
const RENEW: Control = { ...NEW_CODE, place: 'button small renew' };
const HELP = helpControl('help-scan');

/** A code to scan. Turns to success by itself. */
export const scan: Screen<StepOf<'scan'>> = {
  draw: ({ step, words, boot }) => {
    return (
      <div>
        <Qr qr={step.qr} size={boot.size} picture={boot.base + '/qr.png?attempt=' + step.attempt} alt={words.qr_alt} />
        {[step.open || words.scan_open, words.scan_aim, words.scan_confirm].map((text, i) => (
          <div class={'at line ' + boxName('scan-step', i)} key={i}>
            <span class="step-number">{i + 1}</span>
            {text}
          </div>
        ))}
        <div class={'at hint ' + (step.note ? 'warn' : 'quiet')}>{step.note || words.scan_auto}</div>
      </div>
    );
  },
  controls: ({ step, boot }) => {
    const low = step.can_renew ? [RENEW, HELP] : [HELP];
    // As they stand: beside one another, or below one another where the screen is narrow.
    return boot.size === 'sd' ? [[PAID], [OTHER], low] : [[PAID, OTHER], low];
  },
  back: change,
  help: (step) => ({ picture: step.help_picture || 'scan', text: step.help }),
  ribbon: channelName,
  due: true,
  clock: 'time_code',
};
