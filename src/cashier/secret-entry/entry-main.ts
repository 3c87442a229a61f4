/** The second script: all that only typing a card needs. It calls the first once it has run; the first never blocks on it. */
import '../../tv/box/float-array.ts';
import { registerKeys } from '../../tv/box/register.ts';
import { createEntry } from './entry.ts';
import { cardScreens } from './screens/index.ts';
import { addCardCss } from './entry-style.ts';
import { randomBytes } from '../../tv/random-bytes.ts';
import { shared } from './window.ts';

addCardCss(document);
registerKeys(window as never);
const { cards } = shared();
if (cards) cards((host) => createEntry(host, randomBytes, cardScreens));
