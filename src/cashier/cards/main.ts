/** The second script: all that only typing a card needs. It tells of itself by a call; nobody waits for it. */
import './polyfills.ts';
import { createDesk } from './desk.ts';
import { cardScreens } from './screens/index.ts';
import { randomOf, shared } from './window.ts';

const { cards } = shared();
if (cards) cards((host) => createDesk(host, randomOf(window), cardScreens));
