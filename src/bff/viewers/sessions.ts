/** A viewer's own page, open on a TV: who it is for. Carried by the page itself, so any BFF of ours goes on with it. */
import { ME_IDLE_MS } from '../../protocol/me.ts';
import type { Lang } from '../../protocol/order.ts';
import type { SealedFacts } from '../http/common/sealed-facts.ts';

export interface Session {
  /** The portal that named the viewer, in whose scope his id is. */
  merchant_id: string;
  viewer_id: string;
  lang: Lang;
  box_id?: string;
}

export interface Sessions {
  /** Good for as long as nothing may be pressed. */
  ticket(session: Session): string;
  /** Undefined for one that is over, or that we never made. */
  open(ticket: string): Session | undefined;
}

const NAME = 'session';

export function sessions(facts: SealedFacts, now: () => number): Sessions {
  return {
    ticket: (session) => facts.seal(NAME, session, now(), ME_IDLE_MS),
    open: (ticket) => facts.open<Session>(NAME, ticket, now()),
  };
}
