/** A scanned address that is no bank's code: which app opens it. */
import type { PhoneApp } from './apps.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';

export function isAddress(text: string): boolean {
  return /^https?:\/\//i.test(text) && URL.canParse(text);
}

export function openBody(apps: readonly PhoneApp[], browser_url: string, address: string): Html {
  const link = (id: string): string => browser_url + '/__open?' + new URLSearchParams({ as: id, url: address }).toString();
  return html`<section class="sheet">
    <p class="merchant">${address}</p>
    ${apps.map(({ id, name }) => html`<a class="button plain" href="${link(id)}">用${name}打开</a>`)}
  </section>`;
}
