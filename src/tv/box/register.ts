/** Televisions that send digits and colours only to pages that ask: Samsung's Tizen (tvinputdevice) and HbbTV (keyset). */
interface AskedWindow {
  tizen?: unknown;
  navigator: { userAgent: string };
  document: { createElement(tag: 'object'): unknown; body: { appendChild(node: never): unknown } };
}

interface Tizen {
  tvinputdevice: { registerKey(name: string): void };
}

interface OipfManager {
  setAttribute(name: string, value: string): void;
  getOwnerApplication(document: unknown): { privateData: { keyset: { setValue(mask: number): void } } };
}

const TIZEN_KEYS = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'ColorF2Yellow'];
/** HbbTV's keyset: yellow 0x4, navigation with OK and Back 0x10, digits 0x100. A new value takes the place of the old. */
const HBBTV_KEYS = 0x4 + 0x10 + 0x100;

/** Asks for the keys with which cards are typed; does nothing on other boxes, and never throws. */
export function registerKeys(win: AskedWindow): void {
  try {
    for (const name of win.tizen ? TIZEN_KEYS : []) (win.tizen as Tizen).tvinputdevice.registerKey(name);
    if (!/HbbTV|CE-HTML/i.test(win.navigator.userAgent)) return;
    const manager = win.document.createElement('object') as OipfManager;
    manager.setAttribute('type', 'application/oipfApplicationManager');
    win.document.body.appendChild(manager as never);
    manager.getOwnerApplication(win.document).privateData.keyset.setValue(HBBTV_KEYS);
  } catch {
    // A set that refuses has the keypad on the screen.
  }
}
