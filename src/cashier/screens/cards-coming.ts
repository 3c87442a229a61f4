/** What stands where a card is typed until the second script is here, or where it cannot come. */
import { CHANGE, FETCH_CARDS, message } from '../parts/message.tsx';
import type { CardStep } from '../secret-entry/entry-contract.ts';

export const cardsComing = message<CardStep>(
  ({ words, entry_script }) =>
    entry_script === 'never'
      ? { mark: 'note', title: words.card_never_title, text: words.card_no_crypto, ways: [CHANGE] }
      : entry_script === 'failed'
        ? { mark: 'note', title: words.card_failed_title, text: words.card_failed_text, ways: [FETCH_CARDS, CHANGE] }
        : { mark: 'wait', title: words.card_coming_title, text: words.card_coming_text },
  { back: () => ({ kind: 'change' }), ribbon: ({ step }) => step.channel_name, due: true, clock: 'time_order' },
);
