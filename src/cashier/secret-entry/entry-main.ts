/** The second script: all that only typing a card needs. It calls the first once it has run; the first never blocks on it. */
import './float-array.ts';
import { registerKeys } from '../../tv/box/register.ts';
import { createEntry } from './entry.ts';
import { cardScreens } from './screens/index.ts';
import { addCardCss } from './entry-style.ts';
import { randomSource, shared } from './window.ts';

function random(length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  const source = randomSource(window);
  if (!source || !source.getRandomValues) throw new Error('no randomness');
  source.getRandomValues(bytes);
  return bytes;
}

addCardCss(document);
registerKeys(window as never);
const { cards } = shared();
if (cards) cards((host) => createEntry(host, random, cardScreens));
