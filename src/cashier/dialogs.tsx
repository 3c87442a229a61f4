/** The page's dialogs: whether to leave, and the help. */
import { questionDialog } from '../tv/ui/dialog.tsx';
import type { Words } from '../protocol/texts/words.ts';
import type { ControlRows, Dialog } from './contract.ts';
import { helpWords } from './help.ts';
import type { Help } from './help.ts';
import { helpDialog } from './parts/help.tsx';

export const LEAVE_DIALOG = 'leave';
export const HELP_DIALOG = 'help';

/** Opens on staying; where the money is looked after anyway, on leaving, and no word of it says to pay. */
const leaveRows = (stay: keyof Words): ControlRows => [
  [
    { id: 'leave-stay', act: { kind: 'stay' }, place: 'button pair-left main', label: stay },
    { id: 'leave-go', act: { kind: 'leave' }, place: 'button pair-right', label: 'button_leave' },
  ],
];

/** `help`: of the shown screen; a screen without one has none. Undefined for a name that is not the page's. */
export function pageDialog(words: Words, name: string, kind: string, help: Help | undefined): Dialog | undefined {
  if (name === LEAVE_DIALOG)
    return kind === 'checking'
      ? { ...questionDialog(words.leave_safe_title, words.leave_safe_text, leaveRows('button_stay_here')), initial: 'leave-go' }
      : questionDialog(words.leave_title, words.leave_text, leaveRows('button_stay'));
  return name === HELP_DIALOG && help ? helpDialog(help.picture, helpWords(help, words), { kind: 'stay' }) : undefined;
}
