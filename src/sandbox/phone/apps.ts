/** The programs on a phone or a desktop that open addresses, by the user agent they name; banks bring their wallets' own. */

export interface PhoneApp {
  id: string;
  name: string;
  user_agent: string;
}

export const ANDROID_AGENT =
  'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/126.0.0.0 Mobile Safari/537.36';
export const WINDOWS_AGENT =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36';

const BROWSER: PhoneApp = { id: 'browser', name: '手机浏览器', user_agent: ANDROID_AGENT };

export function appsOf(banks: readonly { about: { apps?: readonly PhoneApp[] } }[]): readonly PhoneApp[] {
  return [...banks.flatMap(({ about }) => about.apps ?? []), BROWSER];
}
