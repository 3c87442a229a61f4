/** Stands in for the card screens until the second script is here, or where it cannot come. */
import type { CardStep } from '../secret-entry/entry-contract.ts';
import { CHANGE, FETCH_CARDS, message } from '../parts/message.tsx';
import { change, channelName } from './common.ts';

export const entryComing = message<CardStep>(
  ({ words, entry_script }) =>
    entry_script === 'never'
      ? { sign: 'note', title: words.card_never_title, text: words.card_no_crypto, ways: [CHANGE] }
      : entry_script === 'failed'
        ? { sign: 'note', title: words.card_failed_title, text: words.card_failed_text, ways: [FETCH_CARDS, CHANGE] }
        : { sign: 'wait', title: words.card_coming_title, text: words.card_coming_text },
  { back: change, ribbon: channelName, due: true, clock: 'time_order' },
);
