import { boxName } from '../../tv/ui/boxes.ts';
import { drawingOf, QR_PX } from '../canvas-sizes.ts';
import type { Control, Screen, StepOf } from '../contract.ts';
import { cancelControl, helpControl } from '../parts/controls.tsx';
import { CHANGE, NEW_CODE } from '../parts/message.tsx';
import { Qr } from '../parts/qr.tsx';
import { change, channelName } from './common.ts';

const PAID: Control = { id: 'ask-paid', act: { kind: 'ask-paid' }, place: 'button main ask', label: 'button_ask_paid' };
const OTHER: Control = { ...CHANGE, place: 'button change' };
const RENEW: Control = { ...NEW_CODE, place: 'button renew' };
const CANCEL = cancelControl('scan-cancel');
const HELP = helpControl('help-scan');

/** A code to scan. Turns to success by itself. */
export const scan: Screen<StepOf<'scan'>> = {
  draw: ({ step, words, boot }) => (
    <div>
      <Qr qr={step.qr} boot={boot} card={QR_PX[drawingOf(boot)]} picture={boot.base + '/qr.png?attempt=' + step.attempt} />
      {[step.open || words.scan_open, words.scan_aim, words.scan_confirm].map((text, i) => (
        <div class={'at line ' + boxName('scan-step', i)} key={i}>
          <span class="step-number">{i + 1}</span>
          {text}
        </div>
      ))}
      <div class={'at scan-hint hint ' + (step.note ? 'warn' : 'quiet')}>{step.note || words.scan_auto}</div>
    </div>
  ),
  controls: ({ step, boot }) => {
    const low = step.can_renew ? [RENEW, CANCEL, HELP] : [CANCEL, HELP];
    // As they stand: beside one another, or below one another where the screen is narrow.
    const rows = drawingOf(boot) === 'sd' ? [[PAID], [OTHER]] : [[PAID, OTHER]];
    return boot.elder ? rows : [...rows, low];
  },
  back: change,
  help: (step) => ({ picture: step.help_picture || 'scan', text: step.help }),
  ribbon: channelName,
  due: true,
  clock: 'time_code',
};
