/** The remote this box has: the server guessed from the user agent, the window knows better. */
import type { Keymap } from '../protocol/keymap.ts';
import { abilitiesOf, platformHere } from '../tv/platform.ts';
import { ask } from '../tv/request.ts';
import type { Asking } from '../tv/request.ts';

const GIVE_UP_MS = 8_000;
const AGAIN_MS = 2_000;
/** Without its keymap a box cannot be used: more than one try on a bad line. */
const TRIES = 3;

/**
 * Fetches the keymap of this box and hands it to `use`, when it is another one than was given. `?keymap=` in the address
 * is somebody trying one out: it stays.
 */
export function fetchBoxKeymap(deps: Asking, win: { location: { search: string } }, given: Keymap, use: (keymap: Keymap) => void): void {
  const platform = platformHere(abilitiesOf(win), given.platform);
  if (platform === given.platform || /[?&]keymap=/.test(win.location.search)) return;
  let tries = 0;
  const fetch = (): void => {
    ask(deps, { method: 'GET', url: '/keymaps/' + platform + '.json', give_up_ms: GIVE_UP_MS }, ({ status, text }) => {
      const keymap = status === 200 && readKeymap(text);
      if (keymap) use(keymap);
      else if (++tries < TRIES && status !== 404) deps.clock.after(AGAIN_MS, fetch);
    });
  };
  fetch();
}

/** Accepts a keymap with the keys needed to pay and to leave. */
function readKeymap(text: string): Keymap | undefined {
  try {
    const keymap = JSON.parse(text) as Keymap;
    return keymap.keys.OK && keymap.keys.Back && keymap.keys.Down ? keymap : undefined;
  } catch {
    return undefined;
  }
}
