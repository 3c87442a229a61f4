/** How the holder of the account proves himself: one tile a way the card has. */
import { boxName } from '../../../tv/ui/boxes.ts';
import type { MethodTile } from '../../../protocol/step.ts';
import type { Control, Screen, StepOf } from '../../contract.ts';
import { CHANGE, OTHER_CARD } from '../../parts/message.tsx';
import type { Entry } from '../entry-contract.ts';
import { Face, FRAME } from '../entry-parts.tsx';
import { elsewhere } from './elsewhere.ts';

type Step = StepOf<'bank-method'>;

export function bankMethod(entry: Entry): Screen<Step> {
  const { memory } = entry;

  function tile(step: Step, { method, name, text, limit, off }: MethodTile, i: number): Control {
    const control: Control = {
      id: 'way-' + method,
      place: 'tile ' + boxName('bk-way', i) + (off ? ' off' : ''),
      label: () => [
        <div class="bk-way-name">{name}</div>,
        <div class="bk-way-text">{text}</div>,
        limit ? <div class={'bk-way-limit ' + (off ? 'warn' : 'quiet')}>{limit}</div> : null,
      ],
    };
    if (!off) control.act = { kind: 'local', run: () => void entry.send({ kind: 'bank-method', method, pan: memory.number(step) }) };
    return control;
  }

  return {
    ...FRAME,
    draw: (props) => {
      const { step, words } = props;
      if (!memory.has(step)) return elsewhere.draw(props as never);
      return (
        <div>
          <Face face={step.card} tail={words.bank_method_title + '　' + words.card_tail} at="entry-title" />
        </div>
      );
    },
    controls: (props) => {
      const { step } = props;
      if (!memory.has(step)) return elsewhere.controls(props as never);
      const tiles = step.methods.map((one, i) => tile(step, one, i));
      return [
        tiles.slice(0, 2),
        tiles.slice(2),
        [
          { ...OTHER_CARD, place: 'button bk-ways-left' },
          { ...CHANGE, place: 'button bk-ways-right' },
        ],
      ];
    },
    initial: ({ step }) => {
      for (const one of step.methods) if (!one.off) return 'way-' + one.method;
      return undefined;
    },
    back: () => ({ kind: 'other-card' }),
  };
}
