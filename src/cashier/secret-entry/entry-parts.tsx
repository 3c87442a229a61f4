/** Pieces of which card screens are drawn. */
import type { CardFace } from '../../protocol/card.ts';
import { digits, fieldClass } from '../../tv/ui/field.tsx';
import { live } from '../../tv/ui/live.ts';
import type { Cashier, Control, Screen, StepOf } from '../contract.ts';
import type { CardStepKind, Entry, FieldId } from './entry-contract.ts';
import { grouped, masked } from '../../protocol/card-groups.ts';
import { askId, fieldId } from './typing.ts';
import type { Typing } from './typing.ts';

export interface FieldProps {
  on: Cashier;
  entry: Entry;
  typing: Typing;
}

/** The class of a field's element: see ui/field.tsx. */
export const fieldLook = ({ focus }: Cashier, { active }: Typing, id: FieldId, look: string) =>
  fieldClass(focus, active, id, [fieldId(id), askId(id)], look);

/** Draws itself again for each digit, and nothing else does. */
const Typed = live(({ entry, id, empty }: { entry: Entry; id: FieldId; empty: string }) => {
  const groups = grouped(id, masked(id, entry.fields.of(id).value, entry.fields.full(id)));
  return digits(id === 'expiry' && groups[1] ? [groups[0] as string, '/ ' + groups[1]] : groups, empty);
});

/** A field that digits are typed into. `empty`: shown in it while it has none. */
export function fieldControl({ on, entry, typing }: FieldProps, id: FieldId, box: string, act: Control['act'], empty = ''): Control {
  const place = 'button field ' + box;
  return {
    id: fieldId(id),
    ...(act ? { act } : {}),
    place,
    label: () => <Typed entry={entry} id={id} empty={empty} />,
    ref: fieldLook(on, typing, id, place),
  };
}

/** A card in its bank's colour. */
export function CardArt({ face }: { face: CardFace }) {
  return <span class="art" style={face.color ? 'background-color:' + face.color : ''} />;
}

/** Bank, kind and last four digits. */
export function Face({ face, tail, at }: { face: CardFace; tail: string; at: string }) {
  return (
    <div class={'at line ' + at}>
      <CardArt face={face} />
      <span>{faceText(face, tail)}</span>
    </div>
  );
}

/** "建设银行 储蓄卡 尾号 0118"; without `tail` no number. */
export function faceText(face: CardFace, tail?: string): string {
  return [face.bank, face.kind_text, tail && face.tail ? tail + ' ' + face.tail : ''].filter((part) => part !== '').join(' ');
}

/** Header and footer of all four screens. */
export const FRAME: Pick<Screen<StepOf<CardStepKind>>, 'ribbon' | 'due' | 'clock'> = {
  ribbon: ({ step }) => step.channel_name,
  due: true,
  clock: 'time_order',
};
