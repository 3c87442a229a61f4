/** Wishes about a viewer's account, sealed: password, child lock, limits, phone, boxes. */
import Type from 'typebox';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { ME_PATH } from '../../../protocol/me.ts';
import type { MeAnswer, MeChanged } from '../../../protocol/me.ts';
import type { AccountPage, Sealed } from '../../viewers/accounts/page.ts';
import type { Session } from '../../viewers/sessions.ts';
import { BankBodySchema } from './answer-schema.ts';
import type { MeDeps } from './me-deps.ts';
import { Ticket } from './me-ticket.ts';

const Account = Type.Object({ t: Ticket, ...BankBodySchema.properties }, { additionalProperties: false });

/** `open`: throws unless the page's time is not over. A removed box comes this far: it may be admitted again. */
export function meAccountRoute(
  app: FastifyInstance,
  { account, cards, boxes }: Pick<MeDeps, 'cards' | 'boxes'> & { account: AccountPage },
  open: (ticket: string) => { session: Session; viewer: string },
  answered: <T>(reply: FastifyReply, session: Session, value: T) => MeAnswer<T>,
): void {
  app.post<{ Body: { t: string } & Sealed }>(
    ME_PATH + 'account',
    { schema: { body: Account } },
    async ({ body: { t, ...sealed }, ip }, reply): Promise<MeAnswer<MeChanged>> => {
      const { session, viewer } = open(t);
      const cardPhones = async () => (await cards?.phones(session)) ?? [];
      const forgotten = async () => {
        const owner = await cards?.ownerOf(session);
        return { orders: viewer, ...(owner === undefined ? {} : { cards: owner }) };
      };
      const { merchant_id, lang, box_id } = session;
      const at_box = { is_removed: await boxes.isRemoved(session), ...(box_id === undefined ? {} : { box_id }) };
      const asker = { viewer, merchant_id, address: ip, cardPhones, forgotten, lang, ...at_box };
      return answered(reply, session, await account.change(asker, sealed));
    },
  );
}
