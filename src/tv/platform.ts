import { GUANGXI_WEBKIT, platformByAgent } from '../protocol/keymap.ts';

/** What a window can do, by which boxes differ. */
export interface Abilities {
  iPanel: boolean;
  guangxi: boolean;
  tizen: boolean;
  webOS: boolean;
  /** CA, StorageService and FileSystem together: the cable boxes of Guangdong. */
  guangdong: boolean;
}

export interface Capabilities extends Abilities {
  userAgent: string;
}

/**
 * The platform whose keymap fits: one table, never several at once, because the same code means different keys. What
 * the window can do comes before what it calls itself. 'generic' when nothing is known.
 */
export function pickKeymap(box: Capabilities): string {
  const isGuangxi = box.iPanel && GUANGXI_WEBKIT.test(box.userAgent);
  return platformHere(box, isGuangxi ? 'guangxi' : platformByAgent(box.userAgent) || 'generic');
}

/** The same where the user agent has been read already: `guess` is the platform it names, or 'generic'. */
export function platformHere(box: Abilities, guess: string): string {
  if (box.iPanel && (box.guangxi || guess === 'guangxi')) return 'guangxi';
  if (box.guangdong) return 'guangdong-cable';
  if (box.tizen) return 'tizen';
  if (box.webOS) return 'webos';
  return box.iPanel && guess === 'generic' ? 'ipanel-classic' : guess;
}

/** Never throws, whatever the window's objects do when touched. */
export function abilitiesOf(win: object): Abilities {
  const has = (name: string): boolean => {
    try {
      return !!(win as { [name: string]: unknown })[name];
    } catch {
      return false;
    }
  };
  return {
    iPanel: has('iPanel'),
    guangxi: has('guangxi'),
    tizen: has('tizen'),
    webOS: has('webOS') || has('PalmSystem'),
    guangdong: has('CA') && has('StorageService') && has('FileSystem'),
  };
}

/** The same with the name the window goes by. */
export function capabilitiesOf(win: object): Capabilities {
  const { navigator } = win as { navigator?: { userAgent?: string } };
  return { ...abilitiesOf(win), userAgent: (navigator && navigator.userAgent) || '' };
}
