/** GET /control for people: the clock of the banks, how each screen is made, every call. Programs get the same as JSON. */
import { html } from '../phone/html.ts';
import type { Html } from '../phone/html.ts';
import { OTHER_KNOBS } from './screens.ts';
import type { Way } from './screens.ts';

export interface GuideText {
  what: string;
  calls: { readonly [route: string]: string };
  faults: { readonly [fault: string]: string };
  screens: readonly Way[];
  example: object;
}

const MINUTE_MS = 60_000;
const CLOCKS = [
  ['快 10 分钟', 10 * MINUTE_MS],
  ['慢 10 分钟', -10 * MINUTE_MS],
  ['准', 0],
] as const;

function clock(off_ms: number): Html {
  const button = ([name, ms]: (typeof CLOCKS)[number]): Html =>
    html`<button
      type="button"
      class="fault"
      aria-pressed="${ms === off_ms ? 'true' : 'false'}"
      data-settings="${JSON.stringify({ clock_off_ms: ms })}"
    >
      <b>${name}</b>
    </button>`;
  return html`<section class="group">
    <h2>银行的时钟</h2>
    <div class="faults">${CLOCKS.map(button)}</div>
  </section>`;
}

const list = (title: string, rows: readonly (readonly [string, string])[]): Html =>
  html`<h2>${title}</h2>
    <ul class="texts">
      ${rows.map(
        ([name, text]) =>
          html`<li>
            <b>${name}</b>
            <p>${text}</p>
          </li>`,
      )}
    </ul>`;

export function controlBody({ what, calls, faults, screens }: GuideText, clock_off_ms: number): Html {
  return html`${clock(clock_off_ms)}
    ${list(
      '要看这个画面，这样做',
      screens.map(({ see, how }) => [see, how]),
    )}
    <p class="foot">单次故障在<a href="/faults">故障页</a>，一次一按。</p>
    ${list('其他', OTHER_KNOBS)}
    <h2>测试接口</h2>
    <p>${what}</p>
    ${list('Calls', Object.entries(calls))} ${list('POST /control/faults', Object.entries(faults))}`;
}

/** Whether a person's browser asks; programs say that they take anything, or JSON. */
export const wantsPage = (accept: string | undefined): boolean => /\btext\/html\b/.test(accept ?? '');
