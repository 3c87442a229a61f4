import type { Step } from '../../protocol/step.ts';
import { message } from '../parts/message.tsx';
import { askLeave } from './common.ts';

/** For a kind that a newer server has and this page has not: money is safe. */
export const unknown = message<Step>(({ words }) => ({ sign: 'wait', title: words.unknown_title, text: words.unknown_text }), {
  back: askLeave,
});
