/** The portal's routes: it says who is watching, and apps believe it. */
import { LezhongPay } from '../../merchant-sdk/index.ts';
import { json, refuse } from '../server/http.ts';
import type { Asked, Routes } from '../server/http.ts';
import type { AppPage } from '../server/page.ts';
import { makeTicket, readTicket } from '../server/ticket.ts';
import type { Viewer } from '../server/ticket.ts';
import type { PortalSettings } from './settings.ts';

export function homeRoutes(settings: PortalSettings, page: AppPage, now: () => number): Routes {
  const { portal_secret, boxes, apps, banners, public_url } = settings;
  const pay = settings.pay && new LezhongPay({ ...settings.pay, now });
  /** Whoever comes back from an app is who left; else the box, by its number among ours. In production the network says which box it is. */
  function viewerOf({ query }: Asked): Viewer {
    const known = readTicket(portal_secret, query.get('t') ?? '', now());
    return known ?? boxes.find(({ box }) => box === query.get('box')) ?? (boxes[0] as Viewer);
  }
  return {
    'GET /': (asked) => {
      const viewer = viewerOf(asked);
      const ticket = makeTicket(portal_secret, viewer, now());
      const start = { apps, banners, now_ms: now(), mine: pay !== undefined };
      return page.render({ ticket, viewer, cart: '', home_url: public_url + '/', start }, asked.request.headers['user-agent'] ?? '');
    },
    /** Signed when the key is pressed: such an address is good for minutes. */
    'GET /mine': (asked) => {
      if (!pay) return refuse('PAGE_NOT_FOUND', 404);
      const viewer = viewerOf(asked);
      const return_url = public_url + '/?t=' + makeTicket(portal_secret, viewer, now());
      return { status: 303, location: pay.viewerUrl({ viewer_id: viewer.account, box_id: viewer.box, return_url }) };
    },
    'GET /box/*': ({ url }) => page.asset(url.pathname),
    'GET /keymaps/*': ({ url }) => page.keymap(url.pathname),
    'GET /healthz': () => json({ ok: true }),
  };
}
