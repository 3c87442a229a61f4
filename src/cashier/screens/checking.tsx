import type { Words } from '../../protocol/texts/words.ts';
import type { Screen, StepOf } from '../contract.ts';
import { Message, placed } from '../parts/message.tsx';
import type { Way } from '../parts/message.tsx';
import { Ring, Waited } from '../parts/waiting.tsx';
import { askLeave } from './common.ts';

const WAYS: readonly Way[] = [{ id: 'leave-now', act: askLeave(), label: 'button_leave_now' }];

const ASKED: readonly (keyof Words)[] = ['track_sent', 'track_asked', 'track_result'];
const HELD: readonly (keyof Words)[] = ['track_received', 'track_people', 'track_settled'];

/** Unknown, closing or held: nothing needs to be pressed, and one may leave. */
export const checking: Screen<StepOf<'checking'>> = {
  draw: ({ on, step, words }) => (
    <div>
      <Message on={on} said={{ sign: 'safe', title: step.title, text: step.text, ways: WAYS }} />
      <div class="at track">
        <div class="bar bar-0 bar-past" />
        <div class="bar bar-1" />
        {(step.why === 'held' ? HELD : ASKED).map((name, i) => (
          <div class={'node node-' + i + (i ? (i > 1 ? ' quiet' : ' now') : ' past')} key={i}>
            {i === 1 ? <Ring on={on} /> : <span class="step-number">{i ? '' : '√'}</span>}
            <div>{words[name]}</div>
            {i === 1 ? step.why === 'held' ? <span class="quiet">{words.checking_stay}</span> : <Waited on={on} /> : null}
          </div>
        ))}
      </div>
    </div>
  ),
  controls: () => placed(WAYS),
  back: askLeave,
  due: true,
  ground: 'night',
};
