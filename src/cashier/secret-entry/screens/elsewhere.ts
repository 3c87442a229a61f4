import type { StepOf } from '../../contract.ts';
import { message, OTHER_CARD } from '../../parts/message.tsx';
import type { Way } from '../../parts/message.tsx';
import { FRAME } from '../entry-parts.tsx';

const RETYPE: Way = { ...OTHER_CARD, label: 'button_retype' };

/** This page does not have the typed card: it was typed at another TV, or wiped. */
export const elsewhere = message<StepOf<'card-check' | 'sms-code'>>(
  ({ words }) => ({ sign: 'note', title: words.card_elsewhere_title, text: words.card_elsewhere_text, ways: [RETYPE] }),
  { ...FRAME, back: () => ({ kind: 'other-card' }) },
);
